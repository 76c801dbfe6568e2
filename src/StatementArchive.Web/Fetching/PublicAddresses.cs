using System.Net;
using System.Net.Sockets;

namespace StatementArchive.Web.Fetching;

/// <summary>
/// The addresses of the public internet, by IANA's registries of special-purpose addresses (RFC 6890, RFC 8190). What a page has no business
/// to be at counts as not public: also relays and translators whose addresses hold another address, which could be a private one.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] SpecialIPv4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network: RFC 791, section 3.2
        IPNetwork.Parse("10.0.0.0/8"), // private: RFC 1918
        IPNetwork.Parse("100.64.0.0/10"), // behind a carrier's translator: RFC 6598
        IPNetwork.Parse("127.0.0.0/8"), // loopback: RFC 1122, section 3.2.1.3
        IPNetwork.Parse("169.254.0.0/16"), // link-local: RFC 3927
        IPNetwork.Parse("172.16.0.0/12"), // private: RFC 1918
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments: RFC 6890, section 2.1
        IPNetwork.Parse("192.0.2.0/24"), // documentation: RFC 5737
        IPNetwork.Parse("192.88.99.0/24"), // relays of 6to4: RFC 7526
        IPNetwork.Parse("192.168.0.0/16"), // private: RFC 1918
        IPNetwork.Parse("198.18.0.0/15"), // benchmarking: RFC 2544
        IPNetwork.Parse("198.51.100.0/24"), // documentation: RFC 5737
        IPNetwork.Parse("203.0.113.0/24"), // documentation: RFC 5737
        IPNetwork.Parse("224.0.0.0/4"), // multicast: RFC 5771
        IPNetwork.Parse("240.0.0.0/4"), // reserved, and the broadcast address: RFC 1112, RFC 919
    ];

    // All that is assigned for hosts (RFC 4291, section 2.4). Outside lie loopback, unspecified, mapped and compatible addresses, NAT64
    // (64:ff9b::/96, 64:ff9b:1::/48), discard-only (100::/64), segment routing (5f00::/16), unique local, link-local, site-local, multicast.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialIPv6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments, with Teredo, benchmarking, ORCHID: RFC 2928
        IPNetwork.Parse("2001:db8::/32"), // documentation: RFC 3849
        IPNetwork.Parse("2002::/16"), // 6to4, which holds an IPv4 address: RFC 3056
        IPNetwork.Parse("3fff::/20"), // documentation: RFC 9637
    ];

    public static bool Contains(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !SpecialIPv4.Any(network => network.Contains(address)),
        // IPNetwork takes a mapped address (::ffff:0:0/96) for the IPv4 address in it and finds some of them in 2000::/3.
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && GlobalUnicast.Contains(address) && !SpecialIPv6.Any(network => network.Contains(address)),
        _ => false,
    };
}
