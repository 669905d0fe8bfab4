using ReputationWatch.App.Web;

namespace ReputationWatch.Tests.Web;

public sealed class RequestKindsTests
{
    [Theory]
    [InlineData("/inbox?view=mine", "/inbox?view=mine")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/a\r\nSet-Cookie: x=1", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void Own_FollowsOnlyAddressesOfOurs(string? address, string expected) =>
        Assert.Equal(expected, RequestKinds.Own(address));
}
