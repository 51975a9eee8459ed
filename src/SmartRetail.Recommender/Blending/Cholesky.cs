namespace SmartRetail.Recommender.Blending;

/// <summary>Solves a x = b for a small, symmetric, positive definite matrix.</summary>
internal static class Cholesky
{
    /// <param name="matrix">Row by row.</param>
    public static double[] Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> right)
    {
        var size = right.Length;
        var lower = new double[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[(row * size) + column];
                for (var at = 0; at < column; at++)
                {
                    sum -= lower[(row * size) + at] * lower[(column * size) + at];
                }

                // Rounding may leave nothing of a column that others almost say already.
                lower[(row * size) + column] = row == column
                    ? Math.Sqrt(Math.Max(sum, 1e-12))
                    : sum / lower[(column * size) + column];
            }
        }

        var solution = right.ToArray();
        for (var row = 0; row < size; row++)
        {
            for (var at = 0; at < row; at++)
            {
                solution[row] -= lower[(row * size) + at] * solution[at];
            }

            solution[row] /= lower[(row * size) + row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var at = row + 1; at < size; at++)
            {
                solution[row] -= lower[(at * size) + row] * solution[at];
            }

            solution[row] /= lower[(row * size) + row];
        }

        return solution;
    }
}
