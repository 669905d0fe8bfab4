using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Notifications.Push;

namespace ReputationWatch.Tests.Notifications.Push;

public sealed class PushEncryptionTests
{
    private const string Browser =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Secret = "BTBZMqHH6r4Tts7J_aSIgg";

    [Fact]
    public void Encrypt_TheExampleOfTheRfc_IsTheirs()
    {
        // RFC 8291, appendix A.
        using var own = Key(
            "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
        );

        var message = PushEncryption.Encrypt(
            "When I grow up, I want to be a watermelon"u8,
            Browser,
            Secret,
            own,
            Base64Url.DecodeFromChars("DGv6ra1nlYgDCS1FRnbzlw")
        );

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(message)
        );
    }

    [Fact]
    public void Encrypt_TheLongestMessage_IsNoLongerThanServicesTake()
    {
        var message = PushEncryption.Encrypt(new byte[PushEncryption.LongestMessage], Browser, Secret);

        Assert.Equal(4096, message.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            PushEncryption.Encrypt(new byte[PushEncryption.LongestMessage + 1], Browser, Secret)
        );
    }

    [Theory]
    [InlineData(Browser, Secret, true)]
    [InlineData(Browser, "BTBZMqHH6r4Tts7J_aSI", false)]
    [InlineData("", Secret, false)]
    [InlineData("not base64!", Secret, false)]
    // Another last byte: a point beside the curve, as in an invalid-curve attack.
    [InlineData(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8",
        Secret,
        false
    )]
    public void AreUsable_OnlyAPointOfTheCurveAndASecretOfSixteenBytes(string key, string secret, bool usable) =>
        Assert.Equal(usable, PushEncryption.AreUsable(key, secret));

    [Theory]
    [InlineData("https://push.example/1", true)]
    [InlineData("http://push.example/1", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("", false)]
    public void IsUsable_OnlyServicesOverHttps(string endpoint, bool usable) =>
        Assert.Equal(usable, PushRules.IsUsable(endpoint, Browser, Secret));

    private static ECDiffieHellman Key(string secret, string point)
    {
        var q = Base64Url.DecodeFromChars(point);
        return ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                D = Base64Url.DecodeFromChars(secret),
                Q = new ECPoint { X = q[1..33], Y = q[33..] },
            }
        );
    }
}
