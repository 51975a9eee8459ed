using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SmartRetail.Client.Languages;

/// <summary>
/// What pages say, in the language of the request. A text is written in a page as it reads in English, which is its name in the
/// resources of the other languages, so that pages can be read and a text that nobody has translated still says something.
/// </summary>
internal static class Texts
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Translations =
        PageLanguage.All
            .Where(language => language != PageLanguage.English)
            .ToFrozenDictionary(language => language.Code, Load);

    /// <summary>Returns the text.</summary>
    public static string T(string english) => Translate(english, PageLanguage.Current);

    /// <summary>Returns the text with values in its places, {0} being the first.</summary>
    public static string T(string english, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, T(english), values);

    internal static string Translate(string english, PageLanguage language) =>
        Translations.TryGetValue(language.Code, out var texts) ? texts.GetValueOrDefault(english, english) : english;

    /// <summary>Returns the English texts that a language has a translation of.</summary>
    internal static ImmutableArray<string> TranslatedInto(PageLanguage language) => Translations[language.Code].Keys;

    private static FrozenDictionary<string, string> Load(PageLanguage language)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"{typeof(Texts).FullName}.{language.Code}.json")
            ?? throw new InvalidOperationException($"The texts in '{language.Code}' are not in the assembly");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
