using System.CommandLine;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Silo.Database;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Silo.Customers;

/// <summary><c>customer</c>: the keys that customers' personal fields are sealed with.</summary>
internal sealed class CustomerCommand
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the embedded database",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    private readonly Option<string?> _database = DatabaseOption.Create();

    private readonly Option<string> _file = new("--file")
    {
        Description = "The key file (a silo's is named by SmartRetail__Storage__CustomerKeyFile)",
        HelpName = "FILE",
        Required = true,
    };

    public Command ToCommand() => new("customer", "Seals what is personal of customers, so that an erasure reaches backups")
    {
        new Command("keys", "Makes and renews the key file of customers")
        {
            OperatorCommand.Create("create", "Makes a key file, readable by its owner alone", [_file], CreateKeys),
            OperatorCommand.Create("rotate", "Puts a new master in front of a key file's; the old ones still open", [_file], RotateKeys),
            OperatorCommand.Create(
                "prune",
                "Takes the old masters out of a key file, once no key in the database needs them",
                [_file, _data, _database],
                PruneAsync),
        },
        OperatorCommand.Create(
            "rewrap",
            "Wraps all customers' keys in the database with the newest master, so that older ones can go",
            [_file, _data, _database],
            RewrapAsync),
    };

    private Task<string> CreateKeys(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = FileOf(parsed);
        return CustomerKeyFiles.TryCreate(file, TimeProvider.System)
            ? Task.FromResult($"{file} has a new master: give it to every silo, keep a copy where no backup of the database is")
            : throw new IOException($"{file} is there already; 'customer keys rotate' renews its master");
    }

    private Task<string> RotateKeys(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = FileOf(parsed);
        CustomerKeyFiles.Rotate(file, TimeProvider.System);
        return Task.FromResult($"{file} has a new master in front: give it to every silo, then 'customer rewrap'");
    }

    private async Task<string> PruneAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var storage = await OpenAsync(parsed, cancellationToken);
        var pruned = await storage.CustomerKeys.PruneAsync(cancellationToken);
        return $"{FileOf(parsed)} has its newest master alone, and {pruned} fewer than before: give it to every silo, and destroy " +
            "every older copy";
    }

    private async Task<string> RewrapAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var storage = await OpenAsync(parsed, cancellationToken);
        var rewrapped = await storage.CustomerKeys.RewrapAsync(cancellationToken);
        return $"all customers' keys are wrapped with the newest master, {rewrapped} of them since now";
    }

    private string FileOf(ParseResult parsed) => Path.GetFullPath(parsed.GetRequiredValue(_file));

    private Task<RetailStorage> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = DatabaseOption.Read(parsed.GetValue(_database), Path.GetFullPath(parsed.GetValue(_data)!));
        options.CustomerKeyFile = FileOf(parsed);
        return RetailStorage.OpenAsync(options, cancellationToken: cancellationToken);
    }
}
