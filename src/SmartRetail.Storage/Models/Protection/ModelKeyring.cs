namespace SmartRetail.Storage.Models.Protection;

/// <summary>The keys of a key file, read when they are first needed and again when the file has changed.</summary>
/// <param name="isOurs">Whether to make the file when it is not there: on one machine, where nobody else has to have it.</param>
internal sealed class ModelKeyring(string path, bool isOurs, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private ModelKeys? _keys;
    private DateTime _readAt;

    public string Path => path;

    /// <exception cref="Recommender.Models.ModelKeysException">The file is not there, or is no key file.</exception>
    public ModelKeys Keys
    {
        get
        {
            lock (_gate)
            {
                if (isOurs && !File.Exists(path))
                {
                    ModelKeyFile.TryCreate(path, ModelKeys.Create(clock.GetUtcNow()));
                }

                var changedAt = File.GetLastWriteTimeUtc(path);
                if (_keys is null || changedAt != _readAt)
                {
                    _keys = ModelKeyFile.Read(path);
                    _readAt = changedAt;
                }

                return _keys;
            }
        }
    }

    public SigningKey Signer => SigningKey.FromPrivate(Keys.Signing[0].Key);

    /// <summary>Returns the signer of an id, whichever was first; null when the file has none.</summary>
    public SigningKey? FindSigner(string id) =>
        Keys.Signing.FirstOrDefault(key => key.Id == id) is { } found ? SigningKey.FromPrivate(found.Key) : null;

    public WrappedKey Wrap(byte[] dataKey, string context)
    {
        var first = Keys.Wrapping[0];
        return WrappedKey.Wrap(first.Id, first.Key, dataKey, context);
    }

    /// <summary>Returns the wrapping key of an id; null when the file has none.</summary>
    public byte[]? FindWrapping(string id) => Keys.Wrapping.FirstOrDefault(key => key.Id == id)?.Key;
}
