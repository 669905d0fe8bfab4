using System.Net;
using Microsoft.AspNetCore.Http;
using ReputationWatch.App.Web.Access;

namespace ReputationWatch.Tests.Web;

public sealed class FirstRunTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, false)]
    [InlineData("127.0.0.1", "127.0.0.1:5080", null, false)]
    [InlineData("::1", "[::1]:5080", null, false)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1:5080", null, false)]
    [InlineData("192.0.2.7", "localhost:5080", null, true)]
    [InlineData("127.0.0.1", "watch.example.org", null, true)]
    [InlineData("127.0.0.1", "localhost.example.org", null, true)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", true)]
    [InlineData("127.0.0.1", "localhost", "X-Original-For", true)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", true)]
    public void NeedsToken_OnlyWhoSitsAtThisMachineNeedsNone(string from, string host, string? header, bool needed)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Host = new HostString(host);
        if (header is not null)
        {
            context.Request.Headers[header] = "127.0.0.1";
        }

        Assert.Equal(needed, FirstRun.NeedsToken(context));
    }
}
