using System.Net;
using Microsoft.Extensions.Time.Testing;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Tests.Accounts;

public sealed class SignInLimitsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SignInLimits _limits;

    public SignInLimitsTests() => _limits = new SignInLimits(_clock);

    // Of each try another address, so that only the account's limit is met.
    private int _addresses;

    private TimeSpan? Stranger(string account = "OWNER") => _limits.Begin(account, device: null, new IPAddress([10, (byte)(_addresses >> 16), (byte)(_addresses >> 8), (byte)_addresses++]));

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(14, 512)]
    [InlineData(15, 900)]
    [InlineData(40, 900)]
    public void After_five_wrong_tries_each_doubles_the_wait_up_to_a_quarter_of_an_hour(int wrong, int seconds)
    {
        for (var tried = 0; tried < wrong; tried++)
        {
            Assert.Null(Stranger());
            if (tried < wrong - 1) _clock.Advance(SignInLimits.LongestWait);
        }
        Assert.Equal(TimeSpan.FromSeconds(seconds), Stranger());
        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Stranger());
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(Stranger());
    }

    [Fact]
    public void Whoever_hammers_makes_strangers_wait_and_not_the_owners_device()
    {
        for (var tried = 0; tried < 1000; tried++) Stranger();
        Assert.NotNull(Stranger());
        Assert.Null(_limits.Begin("OWNER", "phone", IPAddress.Loopback));
        _limits.Succeeded("OWNER", "phone", null);
        Assert.NotNull(Stranger());
        Assert.Null(Stranger("ANOTHER"));
    }

    [Fact]
    public void A_known_device_has_a_limit_of_its_own()
    {
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++) Assert.Null(_limits.Begin("OWNER", "phone", null));
        Assert.Equal(SignInLimits.ShortestWait, _limits.Begin("OWNER", "phone", null));
        Assert.Null(_limits.Begin("OWNER", "laptop", null));
        Assert.Null(Stranger());
    }

    [Fact]
    public void Tries_made_while_one_has_to_wait_do_not_make_it_longer()
    {
        for (var tried = 0; tried < 100; tried++) Stranger();
        _clock.Advance(SignInLimits.ShortestWait);
        Assert.Null(Stranger());
    }

    [Fact]
    public void Getting_in_and_a_day_without_a_try_forget_what_was_wrong()
    {
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++) Stranger();
        _limits.Succeeded("OWNER", device: null, address: null);
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++) Assert.Null(Stranger());
        Assert.NotNull(Stranger());
        _clock.Advance(SignInLimits.Forgotten);
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++) Assert.Null(Stranger());
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void An_address_has_so_many_tries_on_all_accounts_and_regains_them(string first, string second, bool isSame)
    {
        for (var tried = 0; tried < SignInLimits.TriesOfAddress; tried++) Assert.Null(_limits.Begin($"ACCOUNT {tried}", null, IPAddress.Parse(first)));
        Assert.Equal(SignInLimits.RegainedEvery, _limits.Begin("MORE", null, IPAddress.Parse(first)));
        Assert.Equal(isSame ? SignInLimits.RegainedEvery : null, _limits.Begin("MORE", null, IPAddress.Parse(second)));
        Assert.Null(_limits.Begin("OWNER", "phone", IPAddress.Parse(first)));
        _clock.Advance(SignInLimits.RegainedEvery);
        Assert.Null(_limits.Begin("MORE", null, IPAddress.Parse(first)));
        Assert.NotNull(_limits.Begin("EVEN MORE", null, IPAddress.Parse(first)));
    }

    [Fact]
    public void A_try_that_names_no_account_is_limited_by_its_address_alone()
    {
        for (var tried = 0; tried < SignInLimits.TriesOfAddress; tried++) Assert.Null(_limits.Begin(account: null, device: null, IPAddress.Loopback));
        Assert.Equal(SignInLimits.RegainedEvery, _limits.Begin(account: null, device: null, IPAddress.Loopback));
        Assert.Null(Stranger());
        Assert.Null(_limits.Begin("OWNER", "phone", IPAddress.Loopback));
    }

    [Fact]
    public void Many_who_share_an_address_get_in_as_often_as_they_like()
    {
        for (var tried = 0; tried < 10 * SignInLimits.TriesOfAddress; tried++)
        {
            Assert.Null(_limits.Begin("OWNER", null, IPAddress.Loopback));
            _limits.Succeeded("OWNER", null, IPAddress.Loopback);
        }
    }

    [Fact]
    public void However_many_come_memory_has_an_end_and_the_last_are_remembered()
    {
        for (var tried = 0; tried < 100_000; tried++) _limits.Begin($"ACCOUNT {tried}", "device", null);
        for (var tried = 0; tried < SignInLimits.FreeTries; tried++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Stranger();
        }
        Assert.NotNull(Stranger());
    }

    [Fact]
    public void A_code_lets_in_once()
    {
        var codes = new UsedCodes(_clock);
        Assert.True(codes.TryUse(1, "123456"));
        Assert.False(codes.TryUse(1, "123456"));
        Assert.True(codes.TryUse(2, "123456"));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.True(codes.TryUse(1, "123456"));
    }
}
