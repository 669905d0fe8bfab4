using System.Text.Json;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Adaptation;

internal sealed class AdaptationStore(Database database, WeightsFolder folder) : IAdaptationStore
{
    private const string JudgementsSql = """
        select j.mention_id, j.user_id, j.at, j.label, j.model_label, m.title, m.text, m.language, m.kind
        from label_judgements j join mentions m on m.id = j.mention_id and m.content_hash = j.content_hash
        order by j.id desc limit @count
        """;

    // Of the newest mentions, in the order of a multiplicative hash: as good as random, and the same each time.
    private const string SampleSql = """
        select id, title, text, language, kind, rating_value, rating_best, rating_worst from mentions
        where corrected = 0 and id > (select coalesce(max(id), 0) from mentions) - 50000
        order by (id * 2654435761) % 1000003, id limit @count
        """;

    private const string AddTrialSql = """
        insert into model_trials (at, user_id, version, base_version, report, weights)
        values (@at, @userId, @version, @baseVersion, @report, @weights)
        returning id
        """;

    // What never ran and is not among the newest is let go; its report stays.
    private const string ForgetWeightsSql = """
        update model_trials set weights = null
        where weights is not null and id <= @id - 5
          and not exists (select 1 from model_uses u where u.version = model_trials.version)
        """;

    private const string TrialColumns = """
        id, at, user_id, version, base_version, report, case when weights is null then 0 else 1 end as has_weights
        """;
    private const string TrialsSql = $"select {TrialColumns} from model_trials order by id desc limit @count";
    private const string TrialOfSql =
        $"select {TrialColumns} from model_trials where version = @version order by id desc limit 1";
    private const string WeightsSql =
        "select weights from model_trials where version = @version and weights is not null order by id desc limit 1";

    private const string UsesSql =
        "select at, user_id, version, base_version from model_uses order by id desc limit @count";
    private const string UseSql =
        "insert into model_uses (at, user_id, version, base_version) values (@at, @userId, @version, @baseVersion)";

    private readonly ModelTaskRows _tasks = new(database);

    public Task<IReadOnlyList<Judgement>> JudgementsAsync(int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<Judgement>>(
            async s =>
                (await s.ListAsync<JudgementRow>(JudgementsSql, new { count }, cancel)).ConvertAll(r => r.Read()),
            cancel
        );

    public Task<IReadOnlyList<UnjudgedText>> SampleAsync(int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<UnjudgedText>>(
            async s => (await s.ListAsync<SampleRow>(SampleSql, new { count }, cancel)).ConvertAll(r => r.Read()),
            cancel
        );

    public async Task<long> SaveTrialAsync(
        RetrainingReport report,
        ModelDelta? candidate,
        long? userId,
        CancellationToken cancel
    )
    {
        var weights = candidate is null ? null : BytesOf(candidate);
        if (weights is not null)
        {
            // Before the row: a row whose file is missing would be mended, but a killed process leaves nothing to mend.
            folder.Write(candidate!.Version, weights);
        }
        return await database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                var row = new
                {
                    at = report.At.ToUnix(),
                    userId,
                    version = candidate?.Version,
                    baseVersion = report.BaseVersion,
                    report = JsonSerializer.Serialize(report, StoredJson.Options),
                    weights = weights is null ? null : Convert.ToBase64String(weights),
                };
                var id = await s.ScalarAsync<long>(AddTrialSql, row, cancel);
                await s.ExecuteAsync(ForgetWeightsSql, new { id }, cancel);
                return id;
            },
            cancel
        );
    }

    public Task<IReadOnlyList<Trial>> TrialsAsync(int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<Trial>>(
            async s => (await s.ListAsync<TrialRow>(TrialsSql, new { count }, cancel)).ConvertAll(r => r.Read()),
            cancel
        );

    public Task<Trial?> TrialOfAsync(string version, CancellationToken cancel) =>
        database.ReadAsync(
            async s => (await s.FirstAsync<TrialRow>(TrialOfSql, new { version }, cancel))?.Read(),
            cancel
        );

    public async Task<ModelDelta?> WeightsAsync(string version, CancellationToken cancel)
    {
        if (folder.Read(version) is { } kept)
        {
            return kept;
        }
        var recorded = await database.ReadAsync(
            s => s.ScalarAsync<string>(WeightsSql, new { version }, cancel),
            cancel
        );
        if (recorded is null)
        {
            return null;
        }
        var bytes = Convert.FromBase64String(recorded);
        using var stream = new MemoryStream(bytes);
        var weights = ModelDelta.Load(stream);
        folder.Write(version, bytes);
        return weights;
    }

    public Task<ModelUse?> InUseAsync(CancellationToken cancel) =>
        database.ReadAsync(async s => (await s.FirstAsync<UseRow>(UsesSql, new { count = 1 }, cancel))?.Read(), cancel);

    public Task<IReadOnlyList<ModelUse>> UsesAsync(int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<ModelUse>>(
            async s => (await s.ListAsync<UseRow>(UsesSql, new { count }, cancel)).ConvertAll(r => r.Read()),
            cancel
        );

    public Task UseAsync(ModelUse use, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ExecuteAsync(
                    UseSql,
                    new
                    {
                        at = use.At.ToUnix(),
                        userId = use.UserId,
                        version = use.Version,
                        baseVersion = use.BaseVersion,
                    },
                    cancel
                ),
            cancel
        );

    public Task<long?> AskAsync(ModelTask task, CancellationToken cancel) => _tasks.AskAsync(task, cancel);

    public Task<ModelTask?> ClaimAsync(
        string process,
        DateTimeOffset now,
        DateTimeOffset silentSince,
        CancellationToken cancel
    ) => _tasks.ClaimAsync(process, now, silentSince, cancel);

    public Task<bool> BeatAsync(ModelTask task, DateTimeOffset now, CancellationToken cancel) =>
        _tasks.BeatAsync(task, now, cancel);

    public Task EndAsync(ModelTask task, CancellationToken cancel) => _tasks.EndAsync(task, cancel);

    public Task StopAsync(ModelTaskKind kind, DateTimeOffset now, CancellationToken cancel) =>
        _tasks.StopAsync(kind, now, cancel);

    public Task<IReadOnlyList<ModelTask>> TasksAsync(int count, CancellationToken cancel) =>
        _tasks.ListAsync(count, cancel);

    public Task<long> ToRescoreAsync(DateTimeOffset from, CancellationToken cancel) =>
        database.ReadAsync(
            s => s.ScalarAsync<long>(RescoreTransaction.CountSql, new { from = from.ToUnix() }, cancel),
            cancel
        );

    public Task<ModelTask> RescoreAsync(
        ModelTask task,
        string version,
        Func<KeptItem, MentionSentiment> score,
        int count,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Mentions,
            s => new RescoreTransaction(s, task, version, score).RunAsync(count, cancel),
            cancel
        );

    private static byte[] BytesOf(ModelDelta weights)
    {
        using var stream = new MemoryStream();
        weights.Save(stream);
        return stream.ToArray();
    }

    private static string TextOf(string? title, string text) => title is null ? text : $"{title}\n{text}";

    private sealed record JudgementRow
    {
        public long MentionId { get; init; }
        public long UserId { get; init; }
        public long At { get; init; }
        public long Label { get; init; }
        public long ModelLabel { get; init; }
        public string? Title { get; init; }
        public required string Text { get; init; }
        public required string Language { get; init; }
        public long Kind { get; init; }

        public Judgement Read() =>
            new()
            {
                Mention = MentionId,
                Person = UserId,
                At = At.ToTime(),
                Label = (SentimentLabel)Label,
                ModelLabel = (SentimentLabel)ModelLabel,
                Text = TextOf(Title, Text),
                Language = Language,
                Channel = SentimentScorer.ChannelOf((MentionKind)Kind),
            };
    }

    private sealed record SampleRow
    {
        public long Id { get; init; }
        public string? Title { get; init; }
        public required string Text { get; init; }
        public required string Language { get; init; }
        public long Kind { get; init; }
        public double? RatingValue { get; init; }
        public double? RatingBest { get; init; }
        public double? RatingWorst { get; init; }

        private double? Stars =>
            RatingValue is { } value ? new Rating(value, RatingBest ?? 5, RatingWorst ?? 1).Stars : null;

        public UnjudgedText Read() =>
            new(TextOf(Title, Text), Language, SentimentScorer.ChannelOf((MentionKind)Kind))
            {
                Mention = Id,
                ByStars = Stars is { } stars ? SentimentScorer.LabelOfStars(stars) : null,
            };
    }

    private sealed record TrialRow
    {
        public long Id { get; init; }
        public long At { get; init; }
        public long? UserId { get; init; }
        public string? Version { get; init; }
        public required string BaseVersion { get; init; }
        public required string Report { get; init; }
        public long HasWeights { get; init; }

        public Trial Read() =>
            new(
                Id,
                At.ToTime(),
                UserId,
                Version,
                BaseVersion,
                JsonSerializer.Deserialize<RetrainingReport>(Report, StoredJson.Options)!,
                HasWeights == 1
            );
    }

    private sealed record UseRow
    {
        public long At { get; init; }
        public long? UserId { get; init; }
        public string? Version { get; init; }
        public required string BaseVersion { get; init; }

        public ModelUse Read() => new(At.ToTime(), UserId, Version, BaseVersion);
    }
}
