using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;

namespace StatementArchive.Web.Tests.Account;

/// <summary>A passkey whose device is the test: an ES256 key, whose user is always there and always the right one (WebAuthn, section 6.1).</summary>
internal sealed class SoftPasskey(byte[]? id = null) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; } = id ?? RandomNumberGenerator.GetBytes(16);

    /// <summary>What the archive keeps of it.</summary>
    public UserPasskeyInfo Kept()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        // As COSE has it (RFC 9053, section 7.1.1): two coordinates, ES256, P-256, x, y.
        byte[] key = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        return new UserPasskeyInfo(Id, key, DateTimeOffset.UnixEpoch, signCount: 0, transports: [], isUserVerified: true, isBackupEligible: false, isBackedUp: false, attestationObject: [], clientDataJson: []);
    }

    /// <summary>What a browser makes of what the archive asks, as JSON.</summary>
    public string Answer(string options, int userId)
    {
        var challenge = JsonDocument.Parse(options).RootElement.GetProperty("challenge").GetString();
        var client = JsonSerializer.SerializeToUtf8Bytes(new { type = "webauthn.get", challenge, origin = "http://localhost", crossOrigin = false });
        byte[] data = [.. SHA256.HashData("localhost"u8), 0b101, 0, 0, 0, 0];
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var id = Base64Url.EncodeToString(Id);
        return JsonSerializer.Serialize(new
        {
            id,
            rawId = id,
            type = "public-key",
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(data),
                signature = Base64Url.EncodeToString(signature),
                userHandle = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{userId}")),
            },
            clientExtensionResults = new { },
        });
    }

    public void Dispose() => _key.Dispose();
}
