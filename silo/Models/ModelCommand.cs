using System.CommandLine;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Silo.Database;
using SmartRetail.Storage;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Silo.Models;

/// <summary><c>model</c>: the keys that models are protected with, and models on their way between clusters.</summary>
internal sealed class ModelCommand
{
    private readonly Option<string> _store = new("--store") { HelpName = "STORE", Required = true };

    private readonly Option<int> _version = new("--version")
    {
        Description = "The published version",
        HelpName = "VERSION",
        Required = true,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the models and of the embedded database",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    private readonly Option<string?> _database = DatabaseOption.Create();

    private readonly Option<string> _file = new("--file")
    {
        Description = "The key file (a silo's is named by SmartRetail__Storage__ModelKeyFile)",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _out = new("--out") { Description = "The file to write", HelpName = "FILE", Required = true };

    private readonly Option<string> _in = new("--in") { Description = "The file to read", HelpName = "FILE", Required = true };

    private readonly Option<string> _receiver = new("--receiver")
    {
        Description = "The public keys of the cluster that shall open it: what 'model identity' wrote there",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _sender = new("--sender")
    {
        Description = "The public keys of the cluster that it must be from: what 'model identity' wrote there",
        HelpName = "FILE",
        Required = true,
    };

    private readonly RegistryClient _registry = new();

    public ModelCommand() => _store.Validators.Add(result =>
    {
        if (StoreId.Check("--store", result.GetValueOrDefault<string>()) is { } error)
        {
            result.AddError(error.ToString());
        }
    });

    public Command ToCommand() => new("model", "Protects models, and carries them between clusters")
    {
        new Command("keys", "Makes and renews the key file of models")
        {
            OperatorCommand.Create("create", "Makes a key file, readable by its owner alone", [_file], CreateKeys),
            OperatorCommand.Create("rotate", "Puts new keys in front of a key file's; the old ones still open", [_file], RotateKeys),
        },
        OperatorCommand.Create("identity", "Writes the public keys of a key file, to give to another cluster", [_file, _out], WriteIdentity),
        OperatorCommand.Create(
            "export",
            "Writes a published model to a file that the receiver alone can open",
            [_store, _version, _receiver, _out, _data, _database],
            ExportAsync),
        OperatorCommand.Create(
            "import",
            "Takes a model from another cluster's file; it ranks when it is activated",
            [_store, _sender, _in, _data, _database, .. _registry.Options],
            ImportAsync),
        OperatorCommand.Create(
            "rewrap",
            "Wraps the keys of a store's models with the newest key, so that older ones can go",
            [_store, .. _registry.Options],
            (parsed, cancellationToken) => _registry.RewrapAsync(parsed, parsed.GetRequiredValue(_store), cancellationToken)),
    };

    private Task<string> CreateKeys(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(parsed.GetRequiredValue(_file));
        return ModelKeyFiles.TryCreate(file, TimeProvider.System)
            ? Task.FromResult($"{file} has new keys: give it to every silo, keep a copy where the data is not")
            : throw new IOException($"{file} is there already; 'model keys rotate' renews its keys");
    }

    private Task<string> RotateKeys(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(parsed.GetRequiredValue(_file));
        ModelKeyFiles.Rotate(file, TimeProvider.System);
        return Task.FromResult($"{file} has new keys in front: give it to every silo, then 'model rewrap' each store");
    }

    private Task<string> WriteIdentity(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = Path.GetFullPath(parsed.GetRequiredValue(_out));
        ModelKeyFiles.IdentityOf(Path.GetFullPath(parsed.GetRequiredValue(_file))).Write(output);
        return Task.FromResult($"{output} has the public keys alone");
    }

    private async Task<string> ExportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var receiver = ModelIdentity.Read(parsed.GetRequiredValue(_receiver));
        var (store, version) = (new StoreId(parsed.GetRequiredValue(_store)), new ModelVersion(parsed.GetValue(_version)));
        var output = Path.GetFullPath(parsed.GetRequiredValue(_out));
        await using var storage = await OpenAsync(parsed, cancellationToken);
        return await storage.Exchange.ExportAsync(store, version, receiver, output, cancellationToken)
            ? $"model {version} of store {store} is in {output}, for its receiver alone"
            : throw new InvalidDataException($"store {store} has no model {version}");
    }

    private async Task<string> ImportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var sender = ModelIdentity.Read(parsed.GetRequiredValue(_sender));
        var store = new StoreId(parsed.GetRequiredValue(_store));
        await using var storage = await OpenAsync(parsed, cancellationToken);
        var run = await storage.Exchange.ImportAsync(
            store, sender, Path.GetFullPath(parsed.GetRequiredValue(_in)), cancellationToken);
        return await _registry.ImportAsync(parsed, store.Value, run, cancellationToken);
    }

    private Task<RetailStorage> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) => RetailStorage.OpenAsync(
        DatabaseOption.Read(parsed.GetValue(_database), Path.GetFullPath(parsed.GetValue(_data)!)),
        cancellationToken: cancellationToken);
}
