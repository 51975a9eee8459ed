namespace SmartRetail.Recommender.Sequences;

/// <summary>
/// A list that grows a page at a time: what is in it is never copied, so that it needs no more memory than its values,
/// where a list that doubles needs up to three times as much.
/// </summary>
internal sealed class PagedList<T>
    where T : struct
{
    private const int PageBits = 16;
    private const int PageSize = 1 << PageBits;
    private readonly List<T[]> _pages = [];

    public int Count { get; private set; }

    public ref T this[int at] => ref _pages[at >> PageBits][at & (PageSize - 1)];

    public void Add(T value)
    {
        if ((Count & (PageSize - 1)) == 0)
        {
            _pages.Add(new T[PageSize]);
        }

        this[Count++] = value;
    }
}
