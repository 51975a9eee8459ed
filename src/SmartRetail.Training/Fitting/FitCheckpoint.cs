using System.Runtime.InteropServices;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>Where a fit stood at the end of an epoch.</summary>
internal readonly record struct FitPosition(int Epoch, int Step, TimeSpan Elapsed);

/// <summary>
/// One file that a fit goes on from as if it had never stopped: parameters, the optimizer's averages and the best epoch so
/// far. It is replaced as a whole, so a torn write leaves the one before.
/// </summary>
internal sealed class FitCheckpoint(string path, string fingerprint)
{
    private const string Magic = "smartretail-fit-1";

    public void Save(FitPosition position, IFitPass pass, EpochSelection selection)
    {
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            using var writer = new BinaryWriter(file);
            writer.Write(Magic);
            writer.Write(fingerprint);
            writer.Write(position.Epoch);
            writer.Write(position.Step);
            writer.Write(position.Elapsed.Ticks);
            writer.Write(selection.BestEpoch);
            writer.Write(selection.PeakEpoch);
            writer.Write(selection.Best is not null);
            writer.Write(selection.PeakCases.Length);
            writer.Write(MemoryMarshal.AsBytes(selection.PeakCases));
            writer.Write(MemoryMarshal.AsBytes(pass.Parameters.Values));
            foreach (var part in Parts(pass.Optimizer, selection.Best))
            {
                writer.Write(Bytes(part));
            }

            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Fills everything from the file; null when there is none.</summary>
    /// <exception cref="FitFailedException">The file is of another fit, or not whole.</exception>
    public FitPosition? Restore(IFitPass pass, EpochSelection selection)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadString() != Magic || reader.ReadString() != fingerprint)
            {
                throw new FitFailedException(
                    $"the checkpoint {path} is of a fit with other options or sequences; remove it to begin anew");
            }

            var position = new FitPosition(reader.ReadInt32(), reader.ReadInt32(), TimeSpan.FromTicks(reader.ReadInt64()));
            var (bestEpoch, peakEpoch) = (reader.ReadInt32(), reader.ReadInt32());
            var best = reader.ReadBoolean() ? new float[pass.Parameters.Layout.Length] : null;
            var peakCases = new double[reader.ReadInt32()];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(peakCases.AsSpan()));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(pass.Parameters.Values));
            var state = pass.Optimizer;
            foreach (var part in Parts(state, best))
            {
                reader.BaseStream.ReadExactly(Bytes(part));
            }

            pass.Resume(state);

            selection.Resume(bestEpoch, best, peakEpoch, peakCases);
            return position;
        }
        catch (EndOfStreamException error)
        {
            throw new FitFailedException($"the checkpoint {path} is not whole; remove it to begin anew", error);
        }
    }

    private static IEnumerable<Array> Parts(IReadOnlyList<Array> state, float[]? best) =>
        best is null ? state : state.Append(best);

    private static Span<byte> Bytes(Array part) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(part), Buffer.ByteLength(part));
}
