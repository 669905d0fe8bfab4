namespace ReputationWatch.Core.Sources;

/// <summary>Keeps the keys of sources closed in the store: what a backup or a look into the database shows is of no use.</summary>
public interface ISecretBox
{
    string Seal(string secret);

    /// <summary>Null when it was sealed with other keys than this installation has.</summary>
    string? Open(string sealedSecret);
}
