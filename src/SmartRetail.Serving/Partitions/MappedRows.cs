using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.Win32.SafeHandles;

namespace SmartRetail.Serving.Partitions;

/// <summary>
/// The rows of all products in the artifact's file: what is read of it the system keeps in memory while there is room. So a
/// silo can encode any history and score any product, though it holds only a part of the products itself.
/// </summary>
internal sealed class MappedRows : IProductRows, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly SafeMemoryMappedViewHandle _handle;

    /// <exception cref="InvalidDataException">The file has not the length of so many rows.</exception>
    public MappedRows(string path, int items, int dimensions)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes != (long)items * dimensions * sizeof(float) || bytes == 0)
        {
            throw new InvalidDataException($"{path} has {bytes} bytes, which are not {items} rows of {dimensions} numbers");
        }

        (Items, Dimensions) = (items, dimensions);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        _handle = _view.SafeMemoryMappedViewHandle;
    }

    public int Items { get; }

    public int Dimensions { get; }

    /// <summary>Copies as many rows, one after another, as there is room for.</summary>
    public void Read(int first, Span<float> rows)
    {
        // The handle copies element by element: the larger they are, the fewer.
        var offset = (ulong)first * (ulong)Dimensions * sizeof(float);
        var wide = MemoryMarshal.Cast<float, Vector256<float>>(rows);
        _handle.ReadSpan((ulong)_view.PointerOffset + offset, wide);
        var rest = rows[(wide.Length * Vector256<float>.Count)..];
        _handle.ReadSpan((ulong)_view.PointerOffset + offset + ((ulong)(rows.Length - rest.Length) * sizeof(float)), rest);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
