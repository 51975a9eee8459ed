using System.Numerics;
using System.Runtime.InteropServices;
using SmartRetail.Training.Encoders;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Adam (Kingma and Ba 2015), with a decoupled weight decay where there is one (Loshchilov and Hutter 2019), in one pass
/// over the flat parameters: five times faster than libtorch's here, and the same bits on every machine.
/// </summary>
/// <remarks>
/// With lazy rows, what the steps that did not touch a row would have done to it, which is to carry it on by its momentum,
/// is made up for before it is read again, in closed form: k steps carry it by rate·m/√v · β1(1 - β1^k)/(1 - β1), as if v
/// and the rate had stood still. A lazy Adam without that moves rare products too little: the fit's quality is worse.
/// </remarks>
internal sealed class AdamOptimizer : IOptimizer
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    // What is left of a momentum after as many steps is below a float's precision.
    private const int MomentumSteps = 160;
    private readonly float[] _means;
    private readonly float[] _squares;
    private readonly int[] _steps = new int[1];
    private readonly int[] _rowSteps;
    private readonly float[] _momentum = new float[MomentumSteps];
    private readonly float[]? _denseRows;
    private readonly double _weightDecay;

    /// <param name="weightDecay">The share of each parameter taken off at a learning rate of 1; 0 for plain Adam.</param>
    public AdamOptimizer(ParameterLayout layout, RowUpdates rows, double weightDecay = 0)
    {
        _means = new float[layout.Length];
        _squares = new float[layout.Length];
        _rowSteps = new int[rows == RowUpdates.Lazy
            ? layout.Entries.Where(entry => entry.Offset < layout.TablesLength).Sum(entry => (int)entry.Shape[0])
            : 0];
        _denseRows = rows == RowUpdates.Dense ? new float[layout.TablesLength] : null;
        _weightDecay = weightDecay;
        for (var steps = 0; steps < MomentumSteps; steps++)
        {
            _momentum[steps] = (float)Math.Pow(Beta1, steps);
        }
    }

    public IReadOnlyList<Array> State => [_means, _squares, _steps, _rowSteps];

    public void Step(FlatParameters parameters, Gradients gradients, double learningRate)
    {
        var values = parameters.Values;
        var tables = parameters.Layout.TablesLength;
        var step = ++_steps[0];
        if (_denseRows is not null)
        {
            ScatterRows(gradients, _denseRows);
            Update(values, 0, _denseRows, step, learningRate);
            _denseRows.AsSpan().Clear();
        }
        else
        {
            UpdateRows(parameters, gradients, learningRate);
        }

        Update(values, tables, gradients.DenseValues, step, learningRate);
    }

    public void StepAll(FlatParameters parameters, ReadOnlySpan<float> gradient, double learningRate) =>
        Update(parameters.Values, 0, gradient, ++_steps[0], learningRate);

    public void CatchUp(FlatParameters parameters, int table, ReadOnlySpan<int> rows, double learningRate)
    {
        if (_denseRows is not null || _steps[0] == 0)
        {
            return;
        }

        var (offset, firstRow, width) = (0, 0, 0);
        for (var at = 0; at <= table; at++)
        {
            var entry = parameters.Layout.Entries[at];
            (offset, width) = (entry.Offset, (int)entry.Shape[1]);
            firstRow += at < table ? (int)entry.Shape[0] : 0;
        }

        var values = parameters.Values;
        foreach (var row in rows)
        {
            if (row >= 0)
            {
                CatchUp(values, offset + (row * width), width, ref _rowSteps[firstRow + row], _steps[0], learningRate);
            }
        }
    }

    private void UpdateRows(FlatParameters parameters, Gradients gradients, double learningRate)
    {
        var values = parameters.Values;
        var step = _steps[0];
        var offset = 0;
        var firstRow = 0;
        foreach (var table in gradients.Tables)
        {
            foreach (var row in table.Touched)
            {
                var at = offset + (row * table.Width);
                ref var rowStep = ref _rowSteps[firstRow + row];
                CatchUp(values, at, table.Width, ref rowStep, step - 1, learningRate);
                Update(values, at, table[row], step, learningRate);
                rowStep = step;
            }

            offset += table.Rows * table.Width;
            firstRow += table.Rows;
        }
    }

    private void CatchUp(Span<float> values, int offset, int width, ref int rowStep, int step, double learningRate)
    {
        var last = rowStep;
        rowStep = Math.Max(last, step);
        if (last == 0 || last >= step)
        {
            // The row has not been touched yet and has no momentum, or nothing was skipped.
            return;
        }

        var skipped = step - last;
        var left = _momentum[Math.Min(skipped, MomentumSteps - 1)];
        var rate = (float)(learningRate / (1 - Math.Pow(Beta1, step)) * Beta1 * (1 - left) / (1 - Beta1));
        var correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
        values = values.Slice(offset, width);
        if (_weightDecay > 0)
        {
            TensorPrimitives.Multiply(values, (float)Math.Pow(1 - (learningRate * _weightDecay), skipped), values);
        }

        var means = _means.AsSpan(offset, width);
        var squares = _squares.AsSpan(offset, width);
        Move(values, means, squares, rate, correction);
        TensorPrimitives.Multiply(means, left, means);
        TensorPrimitives.Multiply(squares, (float)Math.Pow(Beta2, skipped), squares);
    }

    private static void ScatterRows(Gradients gradients, Span<float> dense)
    {
        var offset = 0;
        foreach (var table in gradients.Tables)
        {
            foreach (var row in table.Touched)
            {
                table[row].CopyTo(dense[(offset + (row * table.Width))..]);
            }

            offset += table.Rows * table.Width;
        }
    }

    /// <summary>Updates the parameters from <paramref name="offset"/> on, one for each slope.</summary>
    private void Update(Span<float> values, int offset, ReadOnlySpan<float> slopes, int step, double learningRate)
    {
        var rate = (float)(learningRate / (1 - Math.Pow(Beta1, step)));
        var correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
        values = values.Slice(offset, slopes.Length);
        if (_weightDecay > 0)
        {
            TensorPrimitives.Multiply(values, (float)(1 - (learningRate * _weightDecay)), values);
        }

        var means = _means.AsSpan(offset, slopes.Length);
        var squares = _squares.AsSpan(offset, slopes.Length);
        TensorPrimitives.Multiply(means, Beta1, means);
        TensorPrimitives.MultiplyAdd(slopes, 1 - Beta1, means, means);
        var wideSlopes = MemoryMarshal.Cast<float, Vector<float>>(slopes);
        var wideSquares = MemoryMarshal.Cast<float, Vector<float>>(squares);
        for (var at = 0; at < wideSquares.Length; at++)
        {
            wideSquares[at] = (wideSquares[at] * Beta2) + (wideSlopes[at] * wideSlopes[at] * (1 - Beta2));
        }

        for (var at = wideSquares.Length * Vector<float>.Count; at < slopes.Length; at++)
        {
            squares[at] = (squares[at] * Beta2) + (slopes[at] * slopes[at] * (1 - Beta2));
        }

        Move(values, means, squares, rate, correction);
    }

    private static void Move(
        Span<float> values, ReadOnlySpan<float> means, ReadOnlySpan<float> squares, float rate, float correction)
    {
        var wideValues = MemoryMarshal.Cast<float, Vector<float>>(values);
        var wideMeans = MemoryMarshal.Cast<float, Vector<float>>(means);
        var wideSquares = MemoryMarshal.Cast<float, Vector<float>>(squares);
        var epsilon = new Vector<float>(Epsilon);
        for (var at = 0; at < wideMeans.Length; at++)
        {
            wideValues[at] -= wideMeans[at] * rate / ((Vector.SquareRoot(wideSquares[at]) * correction) + epsilon);
        }

        for (var at = wideMeans.Length * Vector<float>.Count; at < values.Length; at++)
        {
            values[at] -= means[at] * rate / ((MathF.Sqrt(squares[at]) * correction) + Epsilon);
        }
    }
}
