using SmartRetail.Training.Native;

namespace SmartRetail.ModelTests.Native;

public sealed class LibraryCorrectionTests
{
    [Fact]
    public void Corrects_the_symbol_its_version_and_the_need_and_nothing_else()
    {
        var original = File.ReadAllBytes(Library());
        var corrected = original.ToArray();

        LibraryCorrection.Apply(corrected);

        var changed = original.Zip(corrected).Count(pair => pair.First != pair.Second);
        Assert.InRange(changed, 10, "_ZSt21ios_base_library_initv".Length + 4);
        Assert.Equal(CountNames(original) - 1, CountNames(corrected));
    }

    [Fact]
    public void Refuses_a_library_that_is_already_corrected()
    {
        var library = File.ReadAllBytes(Library());
        LibraryCorrection.Apply(library);

        Assert.Throws<InvalidDataException>(() => LibraryCorrection.Apply(library));
    }

    [Fact]
    public void Refuses_what_is_no_library() =>
        Assert.Throws<InvalidDataException>(() => LibraryCorrection.Apply(new byte[4_096]));

    // The name stands once more in the table for debuggers, which the loader does not read.
    private static int CountNames(ReadOnlySpan<byte> library) => library.Count("_ZSt21ios_base_library_initv"u8);

    private static string Library()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is corrected on Linux only");
        return Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories)
            .First(path => path.Contains("linux-x64", StringComparison.Ordinal));
    }
}
