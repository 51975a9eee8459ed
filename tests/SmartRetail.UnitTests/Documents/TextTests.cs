using System.Text.RegularExpressions;
using SmartRetail.Client.Languages;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;

namespace SmartRetail.UnitTests.Documents;

/// <summary>Whatever pages say, they say in each of their languages.</summary>
public sealed partial class TextTests
{
    // Called by the names that code gives them.
    private static readonly IEnumerable<string> Named =
    [
        .. Enum.GetNames<TrainingRunState>(),
        .. Enum.GetNames<ModelEventKind>(),
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
        "Popular right now", "New here or seldom shown",
    ];

    private static readonly IReadOnlyList<string> Spoken =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "client"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Text().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Concat(Named)
            .Distinct(),
    ];

    [Fact]
    public void Every_text_is_there_in_Chinese() =>
        Assert.Empty(Spoken.Except(Texts.TranslatedInto(PageLanguage.Chinese)));

    [Fact]
    public void No_translation_is_left_over() =>
        Assert.Empty(Texts.TranslatedInto(PageLanguage.Chinese).Except(Spoken));

    [Fact]
    public void A_translation_has_the_places_of_its_text() => Assert.All(
        Texts.TranslatedInto(PageLanguage.Chinese),
        text => Assert.Equal(PlacesIn(text), PlacesIn(Texts.Translate(text, PageLanguage.Chinese))));

    private static IEnumerable<string> PlacesIn(string text) => Place().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex("\\bT\\(\"([^\"]+)\"")]
    private static partial Regex Text();

    [GeneratedRegex("\\{[0-9]\\}")]
    private static partial Regex Place();
}
