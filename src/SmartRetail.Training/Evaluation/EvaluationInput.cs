using System.Collections.Immutable;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Training.Evaluation;

/// <summary>The data of an evaluation, read and split.</summary>
/// <param name="Protocol">The name of the split.</param>
/// <param name="Content">Of the products that a catalog has; null without one.</param>
/// <param name="Preparation">What became of the interactions; null where sequences were read as they are.</param>
internal sealed record EvaluationInput(
    SequenceDataset All,
    EvaluationSplit Split,
    string Protocol,
    bool MaskSeen,
    ProductContent? Content,
    PreparationReport? Preparation)
{
    /// <exception cref="ArgumentException">An option has no such value.</exception>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public static async Task<EvaluationInput> ReadAsync(EvaluateOptions options, CancellationToken cancellationToken)
    {
        var protocol = options.Test is null ? CreateSplit(options.Protocol ?? "leave-one-out") : null;
        var (all, preparation) = await ReadSequencesAsync(options, cancellationToken);
        protocol ??= new TestCaseSplit(await TestCases.ReadAsync(options.Test!, all.Vocabulary, cancellationToken));
        var split = options.ColdShare > 0
            ? new ColdProductSplit(protocol, options.ColdShare, options.Seed).Split(all)
            : protocol.Split(all);
        var content = await ReadContentAsync(options, split.Training.Vocabulary, cancellationToken);
        return new(all, split, protocol.Name, options.MaskSeen ?? protocol is LeaveOneOutSplit, content, preparation);
    }

    /// <summary>The numbers that a document states.</summary>
    public ImmutableSortedDictionary<string, long> Describe() => new Dictionary<string, long>
    {
        ["customers"] = All.Customers,
        ["products"] = Split.Training.Vocabulary.Count,
        ["interactions"] = All.Interactions,
        ["trainingInteractions"] = Split.Training.Interactions,
        ["validationCases"] = Split.Validation.Count,
        ["testCases"] = Split.Test.Count,
        ["productsWithContent"] = Content is null
            ? 0
            : Enumerable.Range(0, Content.Items).Count(item => !Content.Of(item).IsEmpty),
    }.Concat(Preparation?.ToCounts() ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static async Task<(SequenceDataset Data, PreparationReport? Preparation)> ReadSequencesAsync(
        EvaluateOptions options, CancellationToken cancellationToken)
    {
        switch (options.Format)
        {
            case "sequences":
                return (await SequenceFile.ReadAsync(options.Data, cancellationToken), null);
            case "sessions":
                return (await SequenceFile.ReadSessionsAsync(options.Data, cancellationToken), null);
        }

        if (options.ReadInteractions is not { } read)
        {
            throw new ArgumentException($"--format {options.Format} cannot be read here");
        }

        // Orders are held out as they were; the bounds for training would lose some of them, and lines of others.
        var builder = new SequenceBuilder(options.Protocol == "last-order" ? SequencePreparation.Everything : new());
        await foreach (var interaction in read(options.Data, cancellationToken))
        {
            builder.Add(interaction);
        }

        return (builder.Build(), builder.Report);
    }

    private static async Task<ProductContent?> ReadContentAsync(
        EvaluateOptions options, ItemVocabulary vocabulary, CancellationToken cancellationToken)
    {
        if (options.Catalog is not { } path)
        {
            return null;
        }

        var isTable = path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);
        if (!isTable && options.ReadProducts is null)
        {
            throw new ArgumentException("--catalog can be a .tsv alone here");
        }

        var products = new List<Product>();
        await foreach (var product in isTable
            ? CatalogTable.ReadAsync(path, cancellationToken)
            : options.ReadProducts!(path, cancellationToken))
        {
            products.Add(product);
        }

        return ProductContent.Create(vocabulary, products);
    }

    private static ISplit CreateSplit(string protocol) => protocol switch
    {
        "leave-one-out" => new LeaveOneOutSplit(),
        "last-session" => new LastSessionSplit(),
        "last-order" => new LastSessionSplit(TimeSpan.Zero),
        "temporal" => new TemporalSplit(),
        _ => throw new ArgumentException(
            $"protocol '{protocol}' is none of: leave-one-out, last-session, last-order, temporal"),
    };
}
