using System.CommandLine;
using System.Text.Json;
using ReputationWatch.Core.Stories;

namespace ReputationWatch.App.Commands;

/// <summary><c>inspect duplicate</c>: whether two texts are copies of one story, as the store decides it.</summary>
internal static class InspectDuplicate
{
    public static Command Create() =>
        new Command("duplicate", "Compare pairs of texts.").WithBatch<Request, Result>(Answer);

    private sealed record Request(JsonElement? Id, string? A, string? B);

    private sealed record Result(JsonElement? Id, bool Duplicate, double Score);

    private static Result Answer(Request pair)
    {
        var a = pair.A ?? "";
        var b = pair.B ?? "";
        return new Result(pair.Id, NearDuplicate.IsCopy(a, b), Math.Round(NearDuplicate.Score(a, b), 4));
    }
}
