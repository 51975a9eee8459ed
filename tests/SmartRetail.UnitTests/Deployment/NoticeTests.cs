using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SmartRetail.UnitTests.Deployment;

/// <summary>What the product is made of is named with its license: no package comes in unread.</summary>
public sealed partial class NoticeTests
{
    // Of packages that refer to a text in place of naming a license: what that text is.
    private static readonly Dictionary<string, string> Read = new()
    {
        ["K4os.Compression.LZ4"] = "MIT",
        ["Microsoft.ML.OnnxRuntime"] = "MIT",
        ["Microsoft.ML.OnnxRuntime.Managed"] = "MIT",
        ["SkiaSharp"] = "MIT",
        ["SkiaSharp.NativeAssets.macOS"] = "MIT",
        ["SkiaSharp.NativeAssets.Win32"] = "MIT",
    };

    private static readonly Lazy<string> PackageFolder = new(() =>
    {
        using var assets = Open("tests/SmartRetail.UnitTests/obj/project.assets.json");
        return assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
    });

    [Fact]
    public void The_notice_names_every_package_that_the_product_is_built_with_and_no_other() =>
        Assert.Equal(Locked().Keys.Order(StringComparer.Ordinal), Noted().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_notice_says_of_each_package_what_the_package_says()
    {
        var said = Locked().Select(package => KeyValuePair.Create(package.Key, LicenseOf(package.Key, package.Value)));

        Assert.Equal(said.OrderBy(pair => pair.Key, StringComparer.Ordinal), Noted().OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Noted() => License().Matches(
            File.ReadAllText(Path.Combine(Repository.Root, "NOTICE")))
        .SelectMany(block => Name().Matches(block.Groups[2].Value)
            .Select(name => KeyValuePair.Create(name.Value.TrimEnd('.'), block.Groups[1].Value)))
        .ToDictionary();

    /// <summary>The silo's packages and those that they need, with the version that is restored.</summary>
    private static Dictionary<string, string> Locked()
    {
        using var file = Open("silo/packages.lock.json");
        return file.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .ToDictionary(package => package.Name, package => package.Value.GetProperty("resolved").GetString()!);
    }

    private static string LicenseOf(string package, string version)
    {
        var name = package.ToLowerInvariant();
        var document = XDocument.Load(Path.Combine(PackageFolder.Value, name, version.ToLowerInvariant(), name + ".nuspec"));
        var license = document.Descendants().SingleOrDefault(element => element.Name.LocalName == "license");
        return license?.Attribute("type")?.Value == "expression" ? license.Value : Read[package];
    }

    private static JsonDocument Open(string path) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)));

    // A license and a colon, then indented lines.
    [GeneratedRegex(@"^([A-Za-z0-9.-]+):\n((?:  .+\n)+)", RegexOptions.Multiline)]
    private static partial Regex License();

    [GeneratedRegex("[A-Za-z0-9_.-]+")]
    private static partial Regex Name();
}
