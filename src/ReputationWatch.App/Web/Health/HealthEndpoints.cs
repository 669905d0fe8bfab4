using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Web.Health;

/// <summary>For load balancers and orchestrators: a word, no details. Who signs in reads them under Settings.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("alive")).AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
        app.MapGet("/health", ReadyAsync).AllowAnonymous();
        return app;
    }

    /// <summary>Ready means that the store answers; everything else is worth a look, but no reason to send people elsewhere.</summary>
    private static async Task<IResult> ReadyAsync(
        ITopicStore topics,
        ILogger<HealthAnswer> log,
        CancellationToken cancel
    )
    {
        try
        {
            await topics.RevisionAsync(cancel).WaitAsync(Patience, cancel);
            return Results.Text("ready");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(failure, "Not ready: the store does not answer");
            return Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Names the log's source.</summary>
    internal sealed class HealthAnswer;
}
