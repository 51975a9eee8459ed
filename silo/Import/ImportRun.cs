using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;
using SmartRetail.Recommender.Imports;
using SmartRetail.Storage;
using Spectre.Console;

namespace SmartRetail.Silo.Import;

/// <summary>Imports files through the one importer, with a progress bar on the console.</summary>
internal static class ImportRun
{
    /// <summary>Imports products before interactions, so that features find their categories.</summary>
    public static async Task<IReadOnlyList<ImportReport>> RunAsync(
        RetailStorage storage,
        StoreId store,
        string? products,
        string? interactions,
        ImportFormat? format,
        CancellationToken cancellationToken)
    {
        var importer = storage.Importer;
        var reports = new List<ImportReport>();
        await AnsiConsole.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async progress =>
            {
                if (products is not null)
                {
                    reports.Add(await ImportAsync(progress, products, importer.ImportProductsAsync));
                }

                if (interactions is not null)
                {
                    reports.Add(await ImportAsync(progress, interactions, importer.ImportInteractionsAsync));
                }
            });
        return reports;

        async Task<ImportReport> ImportAsync(
            ProgressContext progress,
            string path,
            Func<ImportRequest, Stream, IProgress<ImportProgress>?, CancellationToken, Task<ImportReport>> import)
        {
            await using var file = File.OpenRead(path);
            var bar = progress.AddTask($"Importing {Path.GetFileName(path)}".EscapeMarkup(), maxValue: file.Length);
            var request = new ImportRequest(store, format ?? ImportFormats.OfFile(path) ?? ImportFormat.Csv, Path.GetFileName(path), file.Length);
            var report = await import(request, file, new BarProgress(bar), cancellationToken);
            bar.Value = file.Length;
            return report;
        }
    }

    // Progress<T> would post to the thread pool, where reports can overtake one another.
    private sealed class BarProgress(ProgressTask bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => bar.Value = value.Bytes;
    }
}
