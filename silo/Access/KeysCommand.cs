using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Silo.Database;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Silo.Access;

/// <summary>
/// <c>keys</c>: the keys of the HTTP API, in the database that the processes read. Who may write to that may make any: it is how
/// the first one is made, and works while nothing runs. (What models are protected with is <c>model keys</c>.)
/// </summary>
internal sealed class KeysCommand
{
    private const string Command = "command keys";

    private readonly Option<string> _name = new("--name")
    {
        Description = "What logs and the audit trail call its holder",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string[]> _stores = new("--store")
    {
        Description = "A store that it is for, several times for several (default: all)",
        HelpName = "STORE",
        DefaultValueFactory = _ => [ApiKeyGrant.AllStores],
    };

    private readonly Option<string> _scopes = new("--scope")
    {
        Description = "What it may do, separated by commas: recommend, record, catalog, train, operate, privacy; or all",
        HelpName = "SCOPES",
        Required = true,
    };

    private readonly Option<string[]> _origins = new("--origin")
    {
        Description = "Whose pages may carry it, such as https://shop.example; makes it a public key",
        HelpName = "ORIGIN",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _attributes = new("--attribute")
    {
        Description = "A product attribute that a public key may read, such as a picture's address",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int?> _rate = new("--requests-per-minute")
    {
        Description = "The most requests a minute; of a public key, from each address (default: no limit; 1,200 for a public key)",
        HelpName = "COUNT",
    };

    private readonly Option<int?> _concurrent = new("--max-concurrent")
    {
        Description = "The most requests under way at a time (default: no limit)",
        HelpName = "COUNT",
    };

    private readonly Option<int?> _days = new("--days") { Description = "Ends by itself after so many days", HelpName = "DAYS" };

    private readonly Option<string> _id = new("--id") { Description = "The key's id, as the list shows it", HelpName = "ID", Required = true };

    private readonly Option<int> _overlap = new("--overlap-minutes")
    {
        Description = "How long the older key goes on opening",
        HelpName = "MINUTES",
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the embedded database",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    private readonly Option<string?> _database = DatabaseOption.Create();

    public Command ToCommand() => new("keys", "Makes, lists, replaces and revokes the keys of the HTTP API")
    {
        Create(
            "create",
            "Makes a key and writes it, this once",
            [_name, _scopes, _stores, _origins, _attributes, _rate, _concurrent, _days],
            CreateAsync),
        Create("list", "Lists the keys that are kept", [], ListAsync),
        Create("rotate", "Makes a key in place of an older one, which ends after an overlap", [_id, _overlap], RotateAsync),
        Create("revoke", "Ends a key: within a second every running process refuses it", [_id], RevokeAsync),
    };

    private Command Create(
        string name,
        string description,
        Option[] options,
        Func<RetailStorage, ParseResult, CancellationToken, Task<IEnumerable<string>>> run) =>
        OperatorCommand.Create(name, description, [.. options, _data, _database], async (parsed, cancellationToken) =>
        {
            await using var storage = await RetailStorage.OpenAsync(
                DatabaseOption.Read(parsed.GetValue(_database), Path.GetFullPath(parsed.GetValue(_data)!)),
                cancellationToken: cancellationToken);
            return await run(storage, parsed, cancellationToken);
        });

    private async Task<IEnumerable<string>> CreateAsync(
        RetailStorage storage, ParseResult parsed, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var grant = new ApiKeyGrant(
            parsed.GetRequiredValue(_name),
            [.. parsed.GetValue(_stores)!],
            ReadScopes(parsed.GetRequiredValue(_scopes)),
            [.. parsed.GetValue(_origins)!],
            parsed.GetValue(_rate),
            parsed.GetValue(_concurrent),
            parsed.GetValue(_days) is { } days ? now.AddDays(days) : null)
        {
            PublicAttributes = [.. parsed.GetValue(_attributes)!],
        };
        Throw(ApiKeyRules.Check(grant, now));
        var secret = ApiKeySecret.Create();
        var key = new KeptApiKey(secret.Id, secret.Sha256, grant, now, Command);
        await storage.Audit.AppendAsync(new(Command, "key.create", Store: null, key.ToString()), cancellationToken);
        await storage.ApiKeys.AddAsync(key, cancellationToken);
        return [secret.Text];
    }

    private static async Task<IEnumerable<string>> ListAsync(
        RetailStorage storage, ParseResult parsed, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var list = await storage.ApiKeys.ListAsync(cancellationToken);
        return list.Keys.IsEmpty ? ["No keys are kept."] : KeyTable.Write(list.Keys, now);
    }

    private async Task<IEnumerable<string>> RotateAsync(
        RetailStorage storage, ParseResult parsed, CancellationToken cancellationToken)
    {
        var overlap = TimeSpan.FromMinutes(parsed.GetValue(_overlap));
        if (overlap < TimeSpan.Zero || overlap > ApiKeyRules.MaxOverlap)
        {
            throw new InvalidDataException($"--overlap-minutes must be from 0 to {ApiKeyRules.MaxOverlap.TotalMinutes}");
        }

        var older = new ApiKeyId(parsed.GetRequiredValue(_id));
        var now = TimeProvider.System.GetUtcNow();
        var secret = ApiKeySecret.Create();
        var list = await storage.ApiKeys.ListAsync(cancellationToken);
        await storage.Audit.AppendAsync(new(Command, "key.rotate", Store: null, older.Value), cancellationToken);
        return list.SuccessorOf(older, secret.Id, secret.Sha256, now, Command) is { } successor
            && await storage.ApiKeys.ReplaceAsync(successor, now + overlap, cancellationToken)
                ? [secret.Text]
                : throw new InvalidDataException($"no key '{older}' is in force, or it is replaced already; see 'keys list'");
    }

    private async Task<IEnumerable<string>> RevokeAsync(
        RetailStorage storage, ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = new ApiKeyId(parsed.GetRequiredValue(_id));
        await storage.Audit.AppendAsync(new(Command, "key.revoke", Store: null, id.Value), cancellationToken);
        return await storage.ApiKeys.RevokeAsync(id, Command, cancellationToken)
            ? [$"{id} opens nothing any more"]
            : throw new InvalidDataException($"no key '{id}' is kept; see 'keys list'");
    }

    private static ImmutableArray<Scope> ReadScopes(string text) => text == "all"
        ? [.. Enum.GetValues<Scope>()]
        :
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name =>
                ScopeNames.Find(name) ?? throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--scope: '{name}' is none of {string.Join(", ", Enum.GetValues<Scope>().Select(scope => scope.ToText()))}"))),
        ];

    private static void Throw(ImmutableArray<FieldError> errors)
    {
        if (!errors.IsEmpty)
        {
            throw new InvalidDataException(string.Join("; ", errors));
        }
    }
}
