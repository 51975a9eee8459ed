using System.Text.Json;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>The file that opens models: outside of the data, readable by its owner alone, the same for every silo of a cluster.</summary>
internal static class ModelKeyFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="ModelKeysException">It is not there, or is no key file.</exception>
    public static ModelKeys Read(string path)
    {
        ModelKeys? keys;
        try
        {
            keys = JsonSerializer.Deserialize<ModelKeys>(File.ReadAllBytes(path), Json);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelKeysException(
                $"{path}, the key file of models, is not there: make it with 'model keys create --file {path}' and give the " +
                "same file to every silo",
                error);
        }
        catch (JsonException error)
        {
            // The message of the parser would quote what it met, which may be a key.
            throw new ModelKeysException($"{path} is no key file of models: it is not the JSON that 'model keys create' writes", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelKeysException($"{path}, the key file of models, cannot be read: {error.Message}", error);
        }

        return (keys is null ? "it is empty" : keys.Check()) is { } wrong
            ? throw new ModelKeysException($"{path} is no key file of models: {wrong}")
            : keys!;
    }

    /// <summary>Makes the file; false when there is one already, of whoever was first.</summary>
    public static bool TryCreate(string path, ModelKeys keys) =>
        SecretFile.TryCreate(path, JsonSerializer.SerializeToUtf8Bytes(keys, Json));

    /// <summary>Replaces the file at once: whoever reads meanwhile reads the one or the other.</summary>
    public static void Replace(string path, ModelKeys keys) =>
        SecretFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(keys, Json));
}
