using SmartRetail.Recommender.Content;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Encoders;

/// <summary>The sizes that every encoder has.</summary>
/// <param name="Items">Products of the vocabulary.</param>
/// <param name="Dimensions">Width of an embedding.</param>
/// <param name="MaxLength">The longest history.</param>
/// <param name="ContentBuckets">Rows of the content table; 0 where products have no content.</param>
internal sealed record EncoderShape(int Items, int Dimensions, int MaxLength, int ContentBuckets = 0)
{
    /// <summary>Rows of the kind table: one for each interaction kind; 0 is where there is none.</summary>
    public const int Kinds = 11;

    public static EncoderShape Of(FitOptions options, int items, bool hasContent) =>
        new(items, options.Dimensions, options.MaxLength, hasContent ? ContentEncoder.Buckets : 0);
}
