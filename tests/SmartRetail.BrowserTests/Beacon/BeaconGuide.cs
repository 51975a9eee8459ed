using System.Text.RegularExpressions;

namespace SmartRetail.BrowserTests.Beacon;

/// <summary>The pieces of docs/beacon.md that a reader copies, as they stand there but for the addresses.</summary>
internal static partial class BeaconGuide
{
    public const string Key = "page-key-of-the-guide";

    private const string Product = "http://127.0.0.1:5080";
    private const string Pages = "http://localhost:8000";

    private static readonly string Text = File.ReadAllText(Path.Combine(BuildTree.Root, "docs", "beacon.md"));

    public static string Json(string origin) =>
        Block().Matches(Text).Single(block => block.Groups["kind"].Value == "json").Groups["text"].Value
            .Replace(Pages, origin, StringComparison.Ordinal);

    /// <summary>The page that the text says to save under the name.</summary>
    public static string Html(string name, Uri product) =>
        Block().Matches(Text[Text.IndexOf($"`{name}`", StringComparison.Ordinal)..])
            .First(block => block.Groups["kind"].Value == "html").Groups["text"].Value
            .Replace(Product, product.ToString().TrimEnd('/'), StringComparison.Ordinal);

    /// <summary>The commands, one a line.</summary>
    public static IEnumerable<string> Commands =>
        Block().Matches(Text).Where(block => block.Groups["kind"].Value == "bash")
            .SelectMany(block => block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Where a command asks, under the product's address.</summary>
    public static Uri AddressOf(string command, string customer) => new(
        Address().Match(command).Value[(Product.Length + 1)..].Replace("/ID/", $"/{customer}/", StringComparison.Ordinal), UriKind.Relative);

    [GeneratedRegex("```(?<kind>[a-z]+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"http://127\.0\.0\.1:5080/\S+")]
    private static partial Regex Address();
}
