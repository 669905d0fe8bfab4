using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Tests.Search;

public sealed class StandingWordsTests
{
    [Theory]
    [InlineData("punaises", true)]
    [InlineData("😡", true)]
    [InlineData("5g", true)]
    [InlineData("x", false)]
    [InlineData("東", false)]
    [InlineData("2026", false)]
    [InlineData("très", true)]
    [InlineData("tres", false)]
    [InlineData("https", false)]
    public void Admits_WordsThatSaySomething_InTheirFoldedForm(string word, bool admitted)
    {
        Assert.Equal(admitted, new StandingWords(null).Admits(word));
    }

    [Theory]
    [InlineData("hotel")]
    [InlineData("lac")]
    [InlineData("orange")]
    [InlineData("banque")]
    [InlineData("bancaire")]
    [InlineData("client")]
    public void Admits_WordsThatWereAskedFor_Never(string word)
    {
        var query = Query.Parse("(l'Hôtel OR \"du lac\") {Orange} NOT banque bancair* service NEAR/3 client").Query!;

        Assert.False(new StandingWords(query).Admits(word));
        Assert.True(new StandingWords(query).Admits("chambre"));
    }
}
