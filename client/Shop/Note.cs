namespace SmartRetail.Client.Shop;

/// <summary>What the page after a form tells about it. The names appear in addresses.</summary>
internal enum Note
{
    None,
    Added,
    Removed,
    Bought,
    Liked,
    Hidden,
    Switched,
    Paused,
    Resumed,
    Agreed,
    Withdrawn,
    Unconfirmed,
    Erased,
    Full,
    Busy,
}
