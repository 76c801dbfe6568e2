using System.Globalization;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public class ClockReaderTests
{
    [Theory]
    [InlineData(" - 11:11", "11:11")]
    [InlineData(", 9.30 pm", "21:30")]
    [InlineData(" at 12:05 am", "00:05")]
    [InlineData(" 14h05", "14:05")]
    [InlineData(" um 23:59:30 Uhr", "23:59:30")]
    public void Reads_a_time_of_day(string text, string expected) =>
        Assert.Equal(TimeOnly.Parse(expected, CultureInfo.InvariantCulture), ClockReader.TryReadAfter(text, 0, text.Length, ["-", ",", "at", "um"])!.Value.Time);

    [Theory]
    [InlineData(" - 25:00")]
    [InlineData(" - 11:61")]
    [InlineData(" Author: X")]
    [InlineData("")]
    [InlineData(" 2pm")]
    public void Anything_else_is_no_time(string text) => Assert.Null(ClockReader.TryReadAfter(text, 0, text.Length, ["-"]));
}
