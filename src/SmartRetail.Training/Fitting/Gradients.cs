using SmartRetail.Training.Encoders;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>One worker's gradient: of the tables by rows, of everything else in one flat tensor.</summary>
internal sealed class Gradients
{
    public Gradients(ParameterLayout layout, Tensor dense)
    {
        Dense = dense;
        Tables = [.. layout.Entries
            .Where(entry => entry.Offset < layout.TablesLength)
            .Select(entry => new RowGradients((int)entry.Shape[0], (int)entry.Shape[1]))];
    }

    public Tensor Dense { get; }

    /// <summary>In the order of the layout: the products' rows and, where there is one, the content table's.</summary>
    public IReadOnlyList<RowGradients> Tables { get; }

    public Span<float> DenseValues => FlatParameters.FloatsOf(Dense);

    /// <summary>Adds the others to this one and clears them.</summary>
    public void Take(Gradients other)
    {
        System.Numerics.Tensors.TensorPrimitives.Add(DenseValues, other.DenseValues, DenseValues);
        foreach (var (mine, theirs) in Tables.Zip(other.Tables))
        {
            mine.Add(theirs);
        }

        other.Clear();
    }

    public void Clear()
    {
        DenseValues.Clear();
        foreach (var table in Tables)
        {
            table.Clear();
        }
    }
}
