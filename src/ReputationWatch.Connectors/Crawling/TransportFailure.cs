using System.Net.Sockets;
using System.Security.Authentication;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>Turns what the HTTP stack throws into the one vocabulary; null for what is no failure of the transport.</summary>
internal static class TransportFailure
{
    public static FetchOutcome? Read(Exception failure) =>
        failure switch
        {
            OperationCanceledException or TimeoutException => Lost(UnreachableReason.TimedOut, null),
            HttpRequestException request => Lost(ReasonOf(request), Innermost(request).Message),
            HttpIOException io => Lost(ReasonOf(io.HttpRequestError), io.Message),
            // A reset while the body is read.
            IOException or SocketException => Lost(UnreachableReason.Truncated, failure.Message),
            _ => null,
        };

    private static FetchOutcome.Unreachable Lost(UnreachableReason reason, string? detail) => new(reason, detail);

    private static UnreachableReason ReasonOf(HttpRequestException failure)
    {
        if (Has<AddressRefusedException>(failure))
        {
            return UnreachableReason.PrivateAddress;
        }
        if (Has<AuthenticationException>(failure))
        {
            return UnreachableReason.TlsFailed;
        }
        if (Has<SocketException>(failure) is var hasSocket && hasSocket && IsDns(failure))
        {
            return UnreachableReason.DnsFailed;
        }
        return ReasonOf(failure.HttpRequestError);
    }

    private static UnreachableReason ReasonOf(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => UnreachableReason.DnsFailed,
            HttpRequestError.ConnectionError => UnreachableReason.ConnectionRefused,
            HttpRequestError.SecureConnectionError => UnreachableReason.TlsFailed,
            HttpRequestError.ResponseEnded or HttpRequestError.Unknown => UnreachableReason.Truncated,
            _ => UnreachableReason.InvalidAnswer,
        };

    private static bool IsDns(Exception failure) =>
        Innermost(failure)
            is SocketException
            {
                SocketErrorCode: SocketError.HostNotFound
                    or SocketError.NoData
                    or SocketError.TryAgain
                    or SocketError.NoRecovery
            };

    private static bool Has<T>(Exception failure)
        where T : Exception => failure is T || (failure.InnerException is { } inner && Has<T>(inner));

    private static Exception Innermost(Exception failure) => failure.GetBaseException();
}
