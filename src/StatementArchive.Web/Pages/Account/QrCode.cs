using System.Globalization;
using System.Text;
using QRCoder;

namespace StatementArchive.Web.Pages.Account;

/// <summary>A QR code (ISO/IEC 18004) to be drawn as one path, its quiet zone included.</summary>
/// <param name="Size">Modules of a side.</param>
/// <param name="Path">The dark modules as the data of an SVG path, one unit a module.</param>
public sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
            {
                if (code.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new QrCode(code.ModuleMatrix.Count, path.ToString());
    }
}
