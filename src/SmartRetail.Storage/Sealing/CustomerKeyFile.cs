using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartRetail.Storage.Sealing;

/// <summary>The file that opens customers' keys: outside of the database and its backups, readable by its owner alone.</summary>
internal static class CustomerKeyFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="CustomerKeysException">It is not there, or is no key file.</exception>
    public static CustomerMasters Read(string path)
    {
        CustomerMasters? masters;
        try
        {
            masters = JsonSerializer.Deserialize<CustomerMasters>(File.ReadAllBytes(path), Json);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CustomerKeysException(
                $"{path}, the key file of customers, is not there: make it with 'customer keys create --file {path}' and give the " +
                "same file to every silo",
                error);
        }
        catch (JsonException error)
        {
            // The message of the parser would quote what it met, which may be a key.
            throw new CustomerKeysException(
                $"{path} is no key file of customers: it is not the JSON that 'customer keys create' writes", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CustomerKeysException($"{path}, the key file of customers, cannot be read: {error.Message}", error);
        }

        return (masters is null ? "it is empty" : masters.Check()) is { } wrong
            ? throw new CustomerKeysException($"{path} is no key file of customers: {wrong}")
            : masters!;
    }

    /// <summary>Makes the file; false when there is one already, of whoever was first.</summary>
    public static bool TryCreate(string path, CustomerMasters masters) =>
        SecretFile.TryCreate(path, JsonSerializer.SerializeToUtf8Bytes(masters, Json));

    /// <summary>Replaces the file at once: whoever reads meanwhile reads the one or the other.</summary>
    public static void Replace(string path, CustomerMasters masters) =>
        SecretFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(masters, Json));
}
