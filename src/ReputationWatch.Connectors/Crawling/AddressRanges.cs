using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>
/// Which addresses belong to the public internet: the IANA special-purpose registries (RFC 6890 and its updates), with
/// an IPv6 address that carries an IPv4 one judged by what it carries.
/// </summary>
internal static class AddressRanges
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // shared by carriers
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("169.254.0.0/16"), // link-local, cloud metadata
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays, withdrawn by RFC 7526
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/3"), // multicast, reserved, broadcast
    ];

    /// <summary>The only part of IPv6 that IANA has given out for global unicast.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialV6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    /// <summary>Parts of 2001::/23 that the registry marks as globally reachable.</summary>
    private static readonly IPNetwork[] ReachableAssignments =
    [
        IPNetwork.Parse("2001:1::1/128"), // port control anycast
        IPNetwork.Parse("2001:1::2/128"), // TURN anycast
        IPNetwork.Parse("2001:1::3/128"), // DNS-SD anycast
        IPNetwork.Parse("2001:3::/32"), // AMT
        IPNetwork.Parse("2001:4:112::/48"), // AS112
        IPNetwork.Parse("2001:20::/28"), // ORCHIDv2
        IPNetwork.Parse("2001:30::/28"), // drone remote ID
    ];

    private static readonly IPNetwork Mapped = IPNetwork.Parse("::ffff:0:0/96");
    private static readonly IPNetwork Translated = IPNetwork.Parse("::ffff:0:0:0/96");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <summary>False for every address that is private, local, reserved or otherwise not part of the public internet.</summary>
    public static bool IsPublic(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? IsPublicV4(address) : IsPublicV6(address);

    private static bool IsPublicV4(IPAddress address) => !Array.Exists(SpecialV4, n => n.Contains(address));

    private static bool IsPublicV6(IPAddress address)
    {
        if (address.ScopeId != 0)
        {
            return false;
        }
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Holds(Mapped, bytes) || Holds(Translated, bytes) || Holds(Compatible, bytes) || Holds(Nat64, bytes))
        {
            return IsPublicV4(new IPAddress(bytes[12..]));
        }
        if (Holds(SixToFour, bytes))
        {
            return IsPublicV4(new IPAddress(bytes[2..6]));
        }
        if (Holds(Teredo, bytes))
        {
            // RFC 4380 (4): the server's address, and the client's with every bit inverted.
            return IsPublicV4(new IPAddress(bytes[4..8])) && IsPublicV4(Inverted(bytes[12..]));
        }
        return GlobalUnicast.Contains(address)
            && (
                !Array.Exists(SpecialV6, n => n.Contains(address))
                || Array.Exists(ReachableAssignments, n => n.Contains(address))
            );
    }

    /// <summary>Compared byte by byte: the framework turns IPv4-mapped addresses into IPv4 before it compares.</summary>
    private static bool Holds(IPNetwork network, ReadOnlySpan<byte> address)
    {
        Span<byte> prefix = stackalloc byte[16];
        network.BaseAddress.TryWriteBytes(prefix, out _);
        var length = network.PrefixLength / 8;
        return address[..length].SequenceEqual(prefix[..length]);
    }

    private static IPAddress Inverted(ReadOnlySpan<byte> bytes)
    {
        Span<byte> inverted = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(inverted, ~BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return new IPAddress(inverted);
    }
}
