using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public class NameListTests
{
    [Theory]
    [InlineData("Red Party (Official Line), Red Party, Workers' Council of Basra", "Red Party (Official Line)|Red Party|Workers' Council of Basra")]
    [InlineData("Red Party (Left, Internationalist), Blue Party", "Red Party (Left, Internationalist)|Blue Party")]
    [InlineData("Fire Brigades Union and Bakers' Union", "Fire Brigades Union|Bakers' Union")]
    [InlineData("Anna Meier und Ben Weiß", "Anna Meier|Ben Weiß")]
    [InlineData("Union of Teachers and Nurses", "Union of Teachers and Nurses")]
    [InlineData("Department for Culture, Media and Sport; Home Office", "Department for Culture, Media and Sport|Home Office")]
    [InlineData("حزب توده، سازمان فدائیان", "حزب توده|سازمان فدائیان")]
    [InlineData(" , ,A Party,, ", "A Party")]
    [InlineData("Red Party (unclosed, Blue Party", "Red Party (unclosed, Blue Party")]
    public void Splits_a_list_of_names(string list, string expected)
    {
        var names = NameList.Split(list, new TextSpan(0, list.Length), _ => false);
        Assert.Equal(expected.Split('|'), names.Select(name => name.Name));
        Assert.All(names, name => Assert.Equal(name.Name, name.Span.In(list)));
    }

    [Fact]
    public void Neighbours_that_stand_together_as_a_line_are_one_name()
    {
        const string List = "Committee for Peace, Bread and Land, Red Party";
        Assert.Equal(["Committee for Peace, Bread and Land", "Red Party"],
            NameList.Split(List, new TextSpan(0, List.Length), name => name == "Committee for Peace, Bread and Land").Select(name => name.Name));
    }
}
