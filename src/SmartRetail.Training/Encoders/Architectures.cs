using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Encoders;

/// <summary>The architectures that can be fitted, by name.</summary>
internal static class Architectures
{
    public static IReadOnlyList<string> Names { get; } = [Mlp.Name, Caser.Name, Gru4Rec.Name, SasRec.Name];

    /// <exception cref="ArgumentException">There is no such architecture.</exception>
    public static ISequenceEncoder Create(string name, EncoderShape shape, FitOptions options) => name switch
    {
        Mlp.Name => new Mlp(shape, options.Heads, options.Hidden),
        Caser.Name => new Caser(shape, options.Window, options.HorizontalFilters, options.VerticalFilters),
        Gru4Rec.Name => new Gru4Rec(shape, options.Layers, options.Hidden),
        SasRec.Name => new SasRec(shape, options.Layers, options.Heads, options.Hidden),
        _ => throw Unknown(name),
    };

    /// <summary>Fits a network of the architecture; the caller disposes of it.</summary>
    /// <exception cref="ArgumentException">There is no such architecture, or an option is out of its bounds.</exception>
    /// <exception cref="FitFailedException">There is nothing to learn from, or the loss is not a number or zero.</exception>
    public static FittedEncoder Fit(
        string name,
        FitOptions options,
        FitInput input,
        Action<FitStep>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Validate();
        options = options.ResolveFor(input.Training);
        var shape = EncoderShape.Of(options, input.Training.Vocabulary.Count, input.Content is not null);
        return new SequenceFitter(Create(name, shape, options), options, TimeProvider.System)
            .Fit(input, progress, cancellationToken);
    }

    public static ArgumentException Unknown(string name) => new($"'{name}' is none of: {string.Join(", ", Names)}");
}
