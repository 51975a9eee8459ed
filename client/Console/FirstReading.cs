using System.IO.Compression;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Orleans.Serialization;

namespace SmartRetail.Client.Console;

/// <summary>
/// What a page read when it was rendered ahead. Its circuit begins with the same: beginning empty and reading again would take away
/// what is being looked at, and move the rest of the page twice.
/// </summary>
internal sealed class FirstReading(PersistentComponentState state, Serializer serializer)
{
    /// <summary>
    /// The longest first message of a circuit, in bytes; it brings what the page keeps. What does not fit is read again.
    /// </summary>
    public const int MaxMessageBytes = 192 * 1024;

    // On its way a byte becomes a character of base64 three times: in the state's JSON, in the state, and when that is sealed.
    private int _left = MaxMessageBytes / 3;

    /// <summary>
    /// Returns, at once, what was read under the name when the page was rendered ahead. The first time on a page, and on one that
    /// was not rendered ahead, it reads.
    /// </summary>
    /// <param name="renderer">The renderer of the component that asks.</param>
    /// <param name="name">Not used by another component of the page.</param>
    /// <param name="read">Its result goes through the browser, sealed: what can cross to another process can be kept.</param>
    public async Task<T> GetAsync<T>(RendererInfo renderer, string name, Func<Task<T>> read)
    {
        if (state.TryTakeFromJson<byte[]>(name, out var kept) && kept is not null)
        {
            using var packed = new BrotliStream(new MemoryStream(kept), CompressionMode.Decompress);
            // Null where null was read.
            return serializer.Deserialize<T>(packed)!;
        }

        var value = await read();
        if (!renderer.IsInteractive)
        {
            _ = state.RegisterOnPersisting(() => KeepAsync(name, value), RenderMode.InteractiveServer);
        }

        return value;
    }

    private Task KeepAsync<T>(string name, T value)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            serializer.Serialize(value, packed);
        }

        if (bytes.Length <= _left)
        {
            _left -= (int)bytes.Length;
            state.PersistAsJson(name, bytes.ToArray());
        }

        return Task.CompletedTask;
    }
}
