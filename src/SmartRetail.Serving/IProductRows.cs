namespace SmartRetail.Serving;

/// <summary>The vectors of a model's products, each by its item.</summary>
internal interface IProductRows
{
    int Dimensions { get; }

    /// <summary>Copies an item's row.</summary>
    /// <param name="row">As long as a row.</param>
    void Read(int item, Span<float> row);
}
