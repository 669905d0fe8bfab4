using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ReputationWatch.Connectors.Imports;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Hosting;

/// <summary>
/// What ends a command, in words for whoever typed it: what happened and what to do, and an exit code that scripts can read. A
/// stack trace is for us; it goes to a file.
/// </summary>
internal static partial class Failures
{
    public const int Failed = 1;
    public const int BadInput = 2;
    public const int Unforeseen = 70;
    public const int Interrupted = 130;

    /// <summary>Runs a command to its exit code, whatever happens in it.</summary>
    public static async Task<int> ExplainAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception failure)
        {
            var (code, sentence) = Explain(failure) ?? (Unforeseen, Report(failure));
            await Console.Error.WriteLineAsync(sentence);
            return code;
        }
    }

    /// <summary>Exit code and sentence; null for what nobody foresaw.</summary>
    internal static (int Code, string Sentence)? Explain(Exception failure) =>
        failure switch
        {
            OperationCanceledException => (
                Interrupted,
                "Interrupted. What was saved stays; run the command again to go on."
            ),
            DataFolderException
            or StorageException
            or SettingsException
            or ModelFileException
            or IndexUnavailableException => (Failed, failure.Message),
            OptionsValidationException invalid => (Failed, string.Join(Environment.NewLine, invalid.Failures)),
            InvalidOperationException when SettingIn(failure) is { } setting => (Failed, setting),
            InvalidOperationException when failure.Message.Contains("Serilog", StringComparison.Ordinal) => (
                Failed,
                $"{failure.Message} Correct the section Serilog of the settings."
            ),
            InvalidDataException when failure.Message.Contains("configuration", StringComparison.OrdinalIgnoreCase) => (
                Failed,
                $"{failure.Message} {failure.InnerException?.Message} Correct the file: it must be JSON."
            ),
            DbException => (
                Failed,
                $"The database does not answer as it should ({failure.Message}). Look at it with: reputationwatch check"
            ),
            _ => Address(failure) ?? File(failure),
        };

    private static (int, string)? Address(Exception failure) =>
        failure switch
        {
            IOException { InnerException: AddressInUseException } => (
                Failed,
                $"{failure.Message} Another program listens there: stop it, or choose another address with --urls http://127.0.0.1:5081."
            ),
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => (
                Failed,
                "This machine does not have the address that is to be listened on. Use one of its own with --urls, for example http://0.0.0.0:5080."
            ),
            SocketException { SocketErrorCode: SocketError.AccessDenied } => (
                Failed,
                "This user may not listen on that port. Choose one above 1023 with --urls, for example http://127.0.0.1:5080."
            ),
            InvalidOperationException when failure.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) => (
                Failed,
                "There is no certificate to serve https with. Listen on http and put a TLS proxy in front, or set Kestrel:Certificates:Default:Path."
            ),
            _ => null,
        };

    private static (int, string)? File(Exception failure) =>
        failure switch
        {
            FileNotFoundException or DirectoryNotFoundException => (BadInput, $"{failure.Message} Check the path."),
            UnauthorizedAccessException => (
                BadInput,
                $"{failure.Message} Check that it is a file, and that this user may use it."
            ),
            IOException => (BadInput, $"{failure.Message} Check the path, and that the disk has room."),
            _ => null,
        };

    /// <summary>A setting that cannot be read as what it is, said with an example.</summary>
    private static string? SettingIn(Exception failure)
    {
        var match = Unconvertible().Match(failure.Message);
        if (!match.Success)
        {
            return null;
        }
        var (value, name, type) = (match.Groups["value"].Value, match.Groups["name"].Value, match.Groups["type"].Value);
        return $"The setting {name} is \"{value}\", which is {Kind(type)}. Correct it in appsettings.json or in the environment (REPUTATIONWATCH_{name.Replace(":", "__", StringComparison.Ordinal)}).";
    }

    private static string Kind(string type) =>
        type switch
        {
            "System.TimeSpan" => "no duration (write 00:00:30 for thirty seconds)",
            "System.Boolean" => "neither true nor false",
            _ when type.StartsWith("System.", StringComparison.Ordinal) => "no number that fits",
            _ => Type.GetType($"{type}, ReputationWatch.{type.Split('.')[1]}") is { IsEnum: true } known
                ? $"not one of {string.Join(", ", Enum.GetNames(known))}"
                : "no value that fits",
        };

    private static string Report(Exception failure)
    {
        var summary = $"ReputationWatch stopped on something it did not foresee: {failure.Message}";
        try
        {
            var file = Path.Combine(
                Path.GetTempPath(),
                string.Create(CultureInfo.InvariantCulture, $"reputationwatch-{Environment.ProcessId}.txt")
            );
            System.IO.File.WriteAllText(file, failure.ToString());
            return $"{summary}{Environment.NewLine}Please report it with the details in {file}.";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"{summary}{Environment.NewLine}Please report it with what led to it.";
        }
    }

    [GeneratedRegex(
        "^Failed to convert configuration value '(?<value>.*)' at '(?<name>.*)' to type '(?<type>.*)'",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Unconvertible();
}

/// <summary>Settings that cannot work; the message says which and how to mend them.</summary>
internal sealed class SettingsException(string message) : Exception(message);
