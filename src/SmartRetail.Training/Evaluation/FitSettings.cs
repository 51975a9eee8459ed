using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Evaluation;

/// <summary>
/// The options of a fit by the names of the command line: MaxLength is max-length. A new option of a fit is here by
/// itself; what is left out has an option of its own.
/// </summary>
public static class FitSettings
{
    /// <summary>The setting that makes a fit private.</summary>
    public const string PrivacyEpsilon = "privacy-epsilon";

    private static readonly string[] LeftOut =
    [
        nameof(FitOptions.Seed), nameof(FitOptions.Threads), nameof(FitOptions.Device), nameof(FitOptions.Budget),
        nameof(FitOptions.Checkpoint), nameof(FitOptions.IsWarm),
    ];

    private static readonly ImmutableSortedDictionary<string, PropertyInfo> Properties = typeof(FitOptions)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && !LeftOut.Contains(property.Name))
        .ToImmutableSortedDictionary(property => NameOf(property.Name), property => property, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["dimensions"] = "Width of an embedding",
        ["max-length"] = "The longest history that is encoded",
        ["layers"] = "Transformer blocks, or recurrent layers",
        ["half-precision"] = "Whether the softmax multiplies in bfloat16",
        ["heads"] = "Parts of the dimensions that look at a history on their own",
        ["hidden"] = "Width of a dense layer inside a block, or of a recurrent state",
        ["window"] = "Newest items that a convolution sees",
        ["horizontal-filters"] = "Horizontal filters of each height",
        ["vertical-filters"] = "Vertical filters",
        ["dropout"] = "Share of activations dropped in training",
        ["embedding-dropout"] = "Share of examples in which a product is its content alone",
        ["item-dropout"] = "Share of a history's products left out in training",
        ["epochs"] = "Passes over the training data",
        ["patience"] = "Epochs without a better validation after which a fit ends",
        ["batch-size"] = "Sequences in a batch, at most",
        ["batch-tokens"] = "Tokens in a batch, at most",
        ["optimizer"] = "How parameters follow a gradient",
        ["row-updates"] = "How rows of the tables are updated that a step did not touch",
        ["learning-rate"] = "The optimizer's step, at its highest",
        ["schedule"] = "How the learning rate changes over a fit",
        ["warm-up"] = "Share of a fit in which the learning rate rises from 0",
        ["weight-decay"] = "What AdamW takes off each parameter, as a share",
        ["temperature"] = "What the cosine of state and item is divided by",
        ["loss"] = "What a fit minimizes",
        ["negatives"] = "Sampled items",
        ["negative-power"] = "The power of an item's popularity that it is sampled by",
        ["next-session-share"] = "Share of targets drawn from the next session, where there are times",
        ["privacy-epsilon"] = "What a customer's coming or going may show in a fit with differential privacy; Infinity for no noise",
        ["privacy-delta"] = "The chance that it shows more, below 1/customers",
        ["privacy-clip"] = "The longest that a customer's gradient is in a private step",
        ["privacy-sampling-rate"] = "The probability that a customer takes part in a private step",
        ["privacy-noise-seed"] = "Draws a private fit's noise again from a seed, for measurements: it then hides nothing",
        ["selection-cases"] = "Validation cases that select the epoch, at most",
    };

    /// <summary>All of them, by name.</summary>
    public static ImmutableArray<FitSetting> All { get; } =
    [
        .. Properties.Select(pair => new FitSetting(
            pair.Key, ValuesOf(pair.Value), Descriptions.GetValueOrDefault(pair.Key, ""))),
    ];

    /// <summary>Returns the options with the settings in place of theirs.</summary>
    /// <exception cref="ArgumentException">There is no such option, or the value is not one or is out of its bounds.</exception>
    public static FitOptions Apply(FitOptions options, ImmutableSortedDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        var changed = options with { };
        foreach (var (name, text) in settings)
        {
            if (!Properties.TryGetValue(name, out var property))
            {
                throw new ArgumentException($"--{name} is none of: {string.Join(", ", Properties.Keys)}");
            }

            property.SetValue(changed, Parse(name, property, text));
        }

        try
        {
            changed.Validate();
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName is { } parameter)
        {
            var rule = error.Message[..error.Message.IndexOf(" (Parameter", StringComparison.Ordinal)];
            var value = error.ActualValue is null ? "" : FormattableString.Invariant($", not {error.ActualValue}");
            throw new ArgumentException($"--{NameOf(parameter)} {rule}{value}", error);
        }

        return changed;
    }

    /// <summary>What a number stands for in a fit's hyper-parameters, where it stands for a name; null elsewhere.</summary>
    /// <param name="hyperParameter">Of a blend's member, behind its name and a dot.</param>
    internal static string? WordOf(string hyperParameter, double value) =>
        Properties.TryGetValue(NameOf(hyperParameter.Split('.')[^1]), out var property)
        && property.PropertyType.IsEnum
        && Enum.GetName(property.PropertyType, (int)value) is { } word ? NameOf(word) : null;

    private static object? Parse(string name, PropertyInfo property, string text)
    {
        var optional = Nullable.GetUnderlyingType(property.PropertyType);
        var type = optional ?? property.PropertyType;
        if (optional is not null && text == "none")
        {
            return null;
        }

        if (type.IsEnum)
        {
            var value = Enum.GetNames(type).FirstOrDefault(each => ValueOf(each) == ValueOf(text));
            return value is null ? throw Wrong() : Enum.Parse(type, value);
        }

        try
        {
            return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw Wrong();
        }

        ArgumentException Wrong() => new($"--{name} must be {ValuesOf(property)}, not '{text}'");
    }

    private static string ValuesOf(PropertyInfo property)
    {
        var optional = Nullable.GetUnderlyingType(property.PropertyType);
        var type = optional ?? property.PropertyType;
        var values = type.IsEnum
            ? string.Join('|', Enum.GetNames(type).Select(NameOf))
            : type == typeof(int) ? "N" : type == typeof(bool) ? "true|false" : "X";
        return optional is null ? values : $"{values}|none";
    }

    private static string ValueOf(string text) =>
        text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string NameOf(string property) => string.Concat(property.Select((letter, at) =>
        char.IsUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
