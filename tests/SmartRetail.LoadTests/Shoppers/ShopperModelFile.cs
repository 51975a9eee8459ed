using System.Reflection;
using System.Text.Json;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>How shoppers behave, in a file that may be edited.</summary>
internal static class ShopperModelFile
{
    /// <summary>Fitted to a year of a British gift shop (UCI Online Retail), by the command fit.</summary>
    public static ShopperModel Uci { get; } = ReadUci();

    /// <exception cref="JsonException">It is none.</exception>
    public static async Task<ShopperModel> ReadAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<ShopperModel>(stream, ShopperModel.Json) ?? throw new JsonException($"{path} is empty");
    }

    public static Task WriteAsync(ShopperModel model, string path) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(model, ShopperModel.Json) + Environment.NewLine);

    private static ShopperModel ReadUci()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("uci.json")
            ?? throw new InvalidOperationException("uci.json is not in the program");
        return JsonSerializer.Deserialize<ShopperModel>(stream, ShopperModel.Json)!;
    }
}
