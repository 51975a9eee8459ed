using System.CommandLine;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Silo.Database;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Silo.Access;

/// <summary><c>audit</c>: whether the trail of administrative acts is as it was written.</summary>
internal sealed class AuditCommand
{
    private readonly Option<string?> _expected = new("--expect")
    {
        Description = "POSITION:HASH as an earlier check wrote it: the trail must still have that entry",
        HelpName = "HEAD",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the embedded database",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    private readonly Option<string?> _database = DatabaseOption.Create();

    public Command ToCommand() => new("audit", "Checks the trail of administrative acts")
    {
        OperatorCommand.Create(
            "verify",
            "Reads the whole trail; names the first entry that was changed, removed or moved",
            [_expected, _data, _database],
            VerifyAsync),
    };

    private async Task<string> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var storage = await RetailStorage.OpenAsync(
            DatabaseOption.Read(parsed.GetValue(_database), Path.GetFullPath(parsed.GetValue(_data)!)),
            cancellationToken: cancellationToken);
        var finding = await storage.Audit.VerifyAsync(cancellationToken);
        if (finding.Fault is { } fault)
        {
            throw new InvalidDataException(fault);
        }

        if (parsed.GetValue(_expected) is { } expected && !await HasAsync(storage, expected, cancellationToken))
        {
            throw new InvalidDataException($"the trail has no entry {expected}: it was written anew, or is another one");
        }

        return $"{finding.Entries} entries are as they were written; to show it later, keep: --expect {finding.Entries}:{finding.Head}";
    }

    private static async Task<bool> HasAsync(RetailStorage storage, string expected, CancellationToken cancellationToken)
    {
        var parts = expected.Split(':');
        if (parts.Length != 2 || !long.TryParse(parts[0], out var position))
        {
            throw new InvalidDataException("--expect must be POSITION:HASH, as 'audit verify' writes it");
        }

        return position == 0
            || (await storage.Audit.ReadAsync(position + 1, 1, cancellationToken) is [var entry]
                && entry.Position == position && entry.Hash == parts[1]);
    }
}
