using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Models;

/// <summary>What an operator does with key files.</summary>
public static class ModelKeyFiles
{
    /// <summary>Makes a file with new keys, readable by its owner alone; false when there is one.</summary>
    public static bool TryCreate(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return ModelKeyFile.TryCreate(path, ModelKeys.Create(clock.GetUtcNow()));
    }

    /// <summary>Puts new keys in front of a file's: what is sealed from now on has them, what was before still opens.</summary>
    /// <exception cref="ModelKeysException">It is not there, or is no key file.</exception>
    public static void Rotate(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ModelKeyFile.Replace(path, ModelKeyFile.Read(path).Rotate(clock.GetUtcNow()));
    }

    /// <exception cref="ModelKeysException">It is not there, or is no key file.</exception>
    public static ModelIdentity IdentityOf(string path) => ModelIdentity.Of(ModelKeyFile.Read(path));
}
