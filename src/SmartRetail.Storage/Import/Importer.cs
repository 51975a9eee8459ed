using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Imports;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Import;

/// <summary>The importer over the stores of one database; what it sets aside is in files of the data folder.</summary>
public sealed class Importer(
    IInteractionLog log, ICatalogStore catalog, string dataFolder, TimeProvider? clock = null) : IImporter
{
    /// <summary>
    /// Rows written together. An index page that a batch touches is written once for it, so large batches write
    /// several times less; shoppers' writes wait for one of them at most, some tenths of a second.
    /// </summary>
    private const int BatchSize = 16_384;

    private const int ProgressInterval = 1_000;

    private static readonly TimeSpan MaxUnavailable = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    public async Task<ImportReport> ImportInteractionsAsync(
        ImportRequest request,
        Stream content,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var parser = new InteractionParser(_clock);
        var erased = 0L;
        var report = await ImportAsync<Interaction>(
            request,
            content,
            InteractionParser.Names,
            parser.Parse,
            async batch =>
            {
                var outcomes = await log.ImportAsync(request.Store, batch, cancellationToken);
                erased += outcomes.Count(outcome => outcome == AppendOutcome.LeftOut);
                return outcomes.Count(outcome => outcome.IsNew);
            },
            progress,
            cancellationToken);
        return report with { Duplicates = report.Duplicates - erased, Erased = erased };
    }

    public Task<ImportReport> ImportProductsAsync(
        ImportRequest request,
        Stream content,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        ImportAsync<Product>(
            request,
            content,
            ProductParser.Names,
            new ProductParser().Parse,
            async batch =>
            {
                await catalog.PutAsync(request.Store, batch, cancellationToken);
                return batch.Count;
            },
            progress,
            cancellationToken);

    private async Task<ImportReport> ImportAsync<T>(
        ImportRequest request,
        Stream content,
        FieldNames names,
        RowParser<T> parse,
        Func<IReadOnlyList<T>, Task<int>> write,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
        where T : class
    {
        var start = _clock.GetTimestamp();
        await catalog.CreateStoreAsync(request.Store, cancellationToken);
        await using var quarantine = new Quarantine(Path.Combine(dataFolder, Quarantine.FolderName), request, names, _clock);
        await using var input = new ImportStream(content);
        var batches = new BatchWriter<T>(batch => WriteAsync(write, batch, cancellationToken), BatchSize);
        var rows = 0L;

        await using var stream = await input.OpenAsync(cancellationToken);
        await foreach (var row in RowReaders.Of(request.Format).ReadAsync(stream, names, cancellationToken))
        {
            if (Parse(row, parse, out var errors) is { } value)
            {
                await batches.AddAsync(value);
            }
            else
            {
                await quarantine.AddAsync(row, errors, cancellationToken);
            }

            if (++rows % ProgressInterval == 0)
            {
                Report();
            }
        }

        await batches.FlushAsync();
        Report();
        return new(
            batches.New, batches.Written - batches.New, quarantine.Count, quarantine.File, _clock.GetElapsedTime(start));

        void Report() => progress?.Report(
            new(rows, input.BytesRead, request.TotalBytes, batches.New, quarantine.Count, quarantine.File));
    }

    /// <summary>Writes a batch; while the database takes nothing, waits and writes it again.</summary>
    private async Task<int> WriteAsync<T>(
        Func<IReadOnlyList<T>, Task<int>> write, IReadOnlyList<T> batch, CancellationToken cancellationToken)
    {
        var start = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await write(batch);
            }
            catch (LogUnavailableException unavailable) when (_clock.GetElapsedTime(start) < MaxUnavailable)
            {
                await Task.Delay(unavailable.RetryAfter, _clock, cancellationToken);
            }
        }
    }

    private static T? Parse<T>(ImportRow row, RowParser<T> parse, out ImmutableArray<FieldError> errors)
        where T : class
    {
        if (row.Problem is null)
        {
            return parse(row, out errors);
        }

        errors = [row.Problem];
        return null;
    }

    private delegate T? RowParser<out T>(ImportRow row, out ImmutableArray<FieldError> errors)
        where T : class;
}
