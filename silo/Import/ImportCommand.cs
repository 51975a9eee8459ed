using System.CommandLine;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Silo.Database;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Silo.Import;

/// <summary><c>import</c>: brings a retailer's files into a database, beside running silos or without any.</summary>
internal sealed class ImportCommand
{
    private readonly Option<string> _store = new("--store")
    {
        Description = "The store; made when there is none of that id",
        HelpName = "STORE",
        Required = true,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the database",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    private readonly Option<string?> _database = DatabaseOption.Create();

    private readonly Option<string?> _products = new("--products") { Description = "A file of products", HelpName = "FILE" };

    private readonly Option<string?> _interactions = new("--interactions")
    {
        Description = "A file of interactions",
        HelpName = "FILE",
    };

    private readonly Option<ImportFormat?> _format = new("--format")
    {
        Description = "How the files are written; told from their names when absent",
    };

    public ImportCommand()
    {
        _store.Validators.Add(result =>
        {
            if (StoreId.Check("--store", result.GetValueOrDefault<string>()) is { } error)
            {
                result.AddError(error.ToString());
            }
        });
        foreach (var file in new[] { _products, _interactions })
        {
            file.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<string>() is { } path && !File.Exists(path))
                {
                    result.AddError($"{file.Name}: there is no file {path}");
                }
            });
        }
    }

    public Command ToCommand()
    {
        var command = new Command("import", "Imports products and interactions from CSV, JSONL or Parquet files (.gz is read as it is)");
        foreach (var option in new Option[] { _store, _data, _database, _products, _interactions, _format })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_products) is null && result.GetValue(_interactions) is null)
            {
                result.AddError("import needs --products FILE, --interactions FILE, or both");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            await using var storage = await RetailStorage.OpenAsync(
                DatabaseOption.Read(parsed.GetValue(_database), Path.GetFullPath(parsed.GetValue(_data)!)),
                cancellationToken: cancellationToken);
            string[] files = [.. new[] { parsed.GetValue(_products), parsed.GetValue(_interactions) }.OfType<string>()];
            await storage.Audit.AppendAsync(
                new("command import", "catalog.import", parsed.GetRequiredValue(_store), string.Join(", ", files.Select(Path.GetFileName))),
                cancellationToken);
            var reports = await ImportRun.RunAsync(
                storage,
                new(parsed.GetRequiredValue(_store)),
                parsed.GetValue(_products),
                parsed.GetValue(_interactions),
                parsed.GetValue(_format),
                cancellationToken);
            foreach (var report in reports)
            {
                Console.WriteLine(
                    $"{report.Rows} rows in {report.Elapsed.TotalSeconds:0.0} s: {report.Accepted} accepted, " +
                    $"{report.Duplicates} duplicates, {report.Quarantined} quarantined" +
                    (report.QuarantineFile is { } file ? $" in {file}" : "") +
                    (report.Erased > 0 ? $", {report.Erased} of customers who were erased since left out" : ""));
            }

            return 0;
        }
        catch (Exception error) when (error is InvalidDataException or LogUnavailableException or SchemaTooNewException
            or CustomerKeysException)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}");
            return 1;
        }
    }
}
