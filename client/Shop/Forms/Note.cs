using static SmartRetail.Client.Languages.Texts;

namespace SmartRetail.Client.Shop.Forms;

/// <summary>What the page after a form tells about it. The names appear in addresses.</summary>
internal enum Note
{
    None,
    Added,
    Removed,
    Bought,
    Liked,
    Hidden,
    SignedIn,
    SignedOut,
    Paused,
    Resumed,
    Agreed,
    Withdrawn,
    Forgotten,
    Unconfirmed,
    Erased,
    Full,
    Busy,
}

/// <summary>How notes read.</summary>
internal static class NoteTexts
{
    extension(Note note)
    {
        /// <summary>Whether what was asked for was not done.</summary>
        public bool IsWarning => note is Note.Busy or Note.Full or Note.Unconfirmed;

        /// <summary>The sentence; null for none.</summary>
        public string? Text => note switch
        {
            Note.Added => T("It is in your basket."),
            Note.Removed => T("Taken out of your basket."),
            Note.Bought => T("Thank you! Your order is on its way."),
            Note.Liked => T("Noted: more like this."),
            Note.Hidden => T("Noted: you will not be shown it again."),
            Note.SignedIn => T("You are signed in. What you looked at before counts for you."),
            Note.SignedOut => T("You are signed out. Nobody knows you now."),
            Note.Paused => T("Suggestions are the same for everybody now. Nothing you do changes them."),
            Note.Resumed => T("Suggestions are made for you again."),
            Note.Agreed => T("Thank you. The shop may learn from what you do."),
            Note.Withdrawn => T("What you do is left out when the shop learns, from the next time on."),
            Note.Forgotten => T("Forgotten. It counts again only if you look at such things again."),
            Note.Unconfirmed => T("Tick the box first: what is erased cannot be brought back."),
            Note.Erased => T("All that the shop had stored of you is gone."),
            Note.Full => T("Your basket is full. Take something out to make room."),
            Note.Busy => T("The shop is busy and could not save that. Please try again in a moment."),
            _ => null,
        };
    }
}
