using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Tests.Accounts;

public sealed class PasswordRulesTests
{
    private const string UserName = "Ada Lindqvist";

    private static string? FaultOf(string password) => PasswordRules.FaultOf(password, UserName);

    [Theory]
    [InlineData("abcabcabcabc")]
    [InlineData("hannah1hannah1")]
    [InlineData("Sommer Sommer Sommer")]
    [InlineData("x7Kd9-x7Kd9-x7K")] // its last time is broken off
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("20192019201920192019")]
    public void What_says_something_short_again_and_again_is_refused(string password) => Assert.StartsWith("This password says something short again and again.", FaultOf(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("abcdefghijklm")]
    [InlineData("zyxwvutsrqponm")]
    [InlineData("123456789012")]
    [InlineData("987654321098")]
    [InlineData("qwertyuiop12")]
    [InlineData("QwErTyUiOp!!")]
    [InlineData("poiuytrewq09")]
    [InlineData("qwertzuiop99")]
    [InlineData("azertyuiop789")]
    [InlineData("1q2w3e4r5t6z")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("aaaabbbbccccdd")]
    [InlineData("abc123xyz789")]
    [InlineData("asdfghjkl;'zxcvbnm")]
    [InlineData("абвгдежзийкл")]
    public void What_follows_from_what_stands_before_it_is_refused(string password) => Assert.StartsWith("Most of this password follows from what stands before it", FaultOf(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("password-2024")]
    [InlineData("P@ssw0rd-2024")]
    [InlineData("myPassword2024")]
    [InlineData("StatementArchive1")]
    [InlineData("statement-archive!")]
    [InlineData("5t4t3m3nt-4rch1v3")]
    [InlineData("welcome to 2024!")]
    [InlineData("letmein letmein 7")]
    [InlineData("Lindqvist-4711-x")] // part of the user's name
    [InlineData("Ada.Lindqvist.1")] // all of it, with other signs between
    [InlineData("L1ndqv1st-2024")]
    public void What_is_tried_first_is_refused_however_it_is_masked_and_lengthened(string password) => Assert.StartsWith("This password is among those that are tried first.", FaultOf(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("Sommer2024!!")]
    [InlineData("2024-Hannover")]
    [InlineData("Harbour.Harbour.1")]
    [InlineData("31.12.1999 23:59")]
    [InlineData("+49 170 8392714")]
    [InlineData("Свобода!2024")]
    [InlineData("آزادی-۱۴۰۳-۱۲")]
    public void One_word_with_figures_or_signs_is_refused(string password) => Assert.StartsWith("This password is one word with figures or signs", FaultOf(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("seven grey ducks on a roof")]
    [InlineData("staple-horse-battery-correct")]
    [InlineData("correcthorsebatterystaple")]
    [InlineData("Four Words, 2 Commas")]
    [InlineData("bookkeeper pours hot coffee")]
    [InlineData("was it 1984 or 2001?")]
    [InlineData("the password is not here")]
    [InlineData("my archive of statements lies low")]
    [InlineData("canada has cold winters")] // holds 'ada'
    [InlineData("нет войне сегодня никогда")]
    [InlineData("نان برای همه مردم")]
    [InlineData("x7Kd9-mQ2vLp")]
    [InlineData("kT4$wPz9!bQx")]
    [InlineData("vgkzjmqwxhtb")]
    [InlineData("correct horse correct horse")] // what it repeats is long enough by itself
    public void Passphrases_and_what_a_machine_draws_are_let_through(string password) => Assert.Null(FaultOf(password));

    [Theory]
    [InlineData("the garden of Ada Lindqvist", UserName, "A password must not contain the user's name.")]
    [InlineData("canada has cold winters", "Ada", "A password must not contain the user's name.")]
    [InlineData("a bo tree grows in the yard", "Bo", null)]
    [InlineData("seven grey ducks on a roof", "", null)]
    public void The_users_name_is_refused_wherever_it_stands_unless_it_is_very_short(string password, string userName, string? fault) => Assert.Equal(fault, PasswordRules.FaultOf(password, userName));

    [Fact]
    public void Lengths_are_told_by_their_limits()
    {
        Assert.Null(FaultOf("abc"));
        Assert.Equal("A password has at most 256 characters.", FaultOf(new string('a', 257)));
    }
}
