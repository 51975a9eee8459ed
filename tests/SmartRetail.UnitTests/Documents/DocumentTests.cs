using System.Text.RegularExpressions;

namespace SmartRetail.UnitTests.Documents;

/// <summary>What a document names must exist: prose about code rots unless something checks it.</summary>
public sealed partial class DocumentTests
{
    private static readonly Lazy<string> Sources = new(() => string.Join(
        '\n',
        new[] { "src", "silo", "client", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".csproj")
            .Select(File.ReadAllText)));

    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    [InlineData("src/ARCHITECTURE.md")]
    [InlineData("src/MODELS.md")]
    public void Names_of_code_exist(string document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, document));
        var names = TypeName().Matches(Fence().Replace(text, "")).Select(match => match.Groups[1].Value).Distinct();

        Assert.All(names, name => Assert.Matches($@"\b{name}\b", Sources.Value));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    [InlineData("src/ARCHITECTURE.md")]
    [InlineData("src/MODELS.md")]
    public void Files_that_are_named_exist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var text = File.ReadAllText(Path.Combine(Repository.Root, document));
        var links = Link().Matches(text).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'));

        Assert.All(links, target => Assert.True(Path.Exists(Path.Combine(folder, target.Split('#')[0])), target));
    }

    [Fact]
    public void The_readme_names_the_two_commands_that_do_everything()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.Contains("dotnet run -c Release --project silo\n", readme, StringComparison.Ordinal);
        Assert.Contains("tests/run\n", readme, StringComparison.Ordinal);
    }

    // A word in backquotes that looks like a type: two capitals, no punctuation.
    [GeneratedRegex(@"`([A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*)`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
