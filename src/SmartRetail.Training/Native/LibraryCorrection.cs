using System.Buffers.Binary;
using System.Text;

namespace SmartRetail.Training.Native;

/// <summary>
/// Three edits in the ELF tables of libLibTorchSharp.so: the one symbol that needs GCC 13's libstdc++ is renamed to a
/// harmless function of the same type, loses its version, and the version need becomes weak. The function initializes
/// the standard streams, which libtorch_cpu.so, built with an older GCC, has done by then.
/// </summary>
internal static class LibraryCorrection
{
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const string Harmless = "tzset";
    private const string Version = "GLIBCXX_3.4.32";
    private const ushort WeakVersion = 2;
    private const ushort NoVersion = 1;

    /// <exception cref="InvalidDataException">The library is not as described; nothing was changed.</exception>
    public static void Apply(Span<byte> library)
    {
        if (library.Length < 64 || !library[..4].SequenceEqual("\u007fELF"u8) || library[4] != 2)
        {
            throw new InvalidDataException("it is not a 64-bit ELF library");
        }

        var symbols = Section(library, 11);
        var versions = Section(library, 0x6fffffff);
        var needs = Section(library, 0x6ffffffe);
        var names = SectionAt(library, symbols.Link);

        var (need, index) = FindNeed(library, needs, SectionAt(library, needs.Link));
        var symbol = FindOnly(library, symbols, versions, names, index);
        var nameAt = names.Offset + (int)Read32(library, symbols.Offset + (symbol * 24));

        library.Slice(nameAt, Symbol.Length).Clear();
        Encoding.ASCII.GetBytes(Harmless, library[nameAt..]);
        BinaryPrimitives.WriteUInt16LittleEndian(library[(versions.Offset + (symbol * 2))..], NoVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(library[(need + 4)..], WeakVersion);
    }

    /// <summary>Finds the version need's entry and the index by which symbols refer to it.</summary>
    private static (int Entry, int Index) FindNeed(ReadOnlySpan<byte> library, Table needs, Table names)
    {
        for (var file = needs.Offset; ;)
        {
            var entry = file + (int)Read32(library, file + 8);
            for (var left = Read16(library, file + 2); left > 0; left--)
            {
                if (Name(library, names, Read32(library, entry + 8)) == Version)
                {
                    return (entry, Read16(library, entry + 6));
                }

                entry += (int)Read32(library, entry + 12);
            }

            var next = (int)Read32(library, file + 12);
            file = next > 0 ? file + next : throw new InvalidDataException($"it does not need {Version}");
        }
    }

    private static int FindOnly(
        ReadOnlySpan<byte> library, Table symbols, Table versions, Table names, int version)
    {
        var found = -1;
        var count = symbols.Size / 24;
        for (var symbol = 0; symbol < count; symbol++)
        {
            if (Read16(library, versions.Offset + (symbol * 2)) == version)
            {
                found = found < 0 && Name(library, names, Read32(library, symbols.Offset + (symbol * 24))) == Symbol
                    ? symbol
                    : throw new InvalidDataException($"it needs more of {Version} than {Symbol}");
            }
        }

        return found >= 0 ? found : throw new InvalidDataException($"no symbol of it has {Version}");
    }

    private static Table Section(ReadOnlySpan<byte> library, uint type)
    {
        var count = Read16(library, 0x3c);
        for (var index = 0; index < count; index++)
        {
            var header = HeaderAt(library, index);
            if (Read32(library, header + 4) == type)
            {
                return SectionAt(library, index);
            }
        }

        throw new InvalidDataException($"it has no section of type 0x{type:x}");
    }

    private static Table SectionAt(ReadOnlySpan<byte> library, int index)
    {
        var header = HeaderAt(library, index);
        return new(
            (int)Read64(library, header + 24), (int)Read64(library, header + 32), (int)Read32(library, header + 40));
    }

    private static int HeaderAt(ReadOnlySpan<byte> library, int index) =>
        (int)Read64(library, 0x28) + (index * Read16(library, 0x3a));

    private static string Name(ReadOnlySpan<byte> library, Table names, uint at)
    {
        var text = library.Slice(names.Offset + (int)at, names.Size - (int)at);
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Read32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong Read64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private readonly record struct Table(int Offset, int Size, int Link);
}
