using Microsoft.Extensions.Time.Testing;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

public sealed class SignInGuardTests
{
    private const string Address = "192.0.2.7";

    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SignInGuard _guard;

    public SignInGuardTests() => _guard = new(_clock);

    [Fact]
    public void Locks_an_address_out_after_some_wrong_keys_and_no_other()
    {
        Fail(SignInGuard.Free - 1);
        var before = _guard.FindWait(Address);
        Fail(1);

        Assert.Null(before);
        Assert.Equal(TimeSpan.FromMinutes(1), _guard.FindWait(Address));
        Assert.Null(_guard.FindWait("192.0.2.8"));
    }

    [Fact]
    public void Waits_twice_as_long_after_each_more_up_to_about_an_hour()
    {
        Fail(SignInGuard.Free + 1);
        var second = _guard.FindWait(Address);
        Fail(100);

        Assert.Equal(TimeSpan.FromMinutes(2), second);
        Assert.Equal(TimeSpan.FromMinutes(64), _guard.FindWait(Address));
    }

    [Fact]
    public void Lets_the_address_try_again_when_the_time_is_over()
    {
        Fail(SignInGuard.Free);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(_guard.FindWait(Address));
    }

    [Fact]
    public void Forgets_wrong_keys_with_the_right_one()
    {
        Fail(SignInGuard.Free - 1);
        _guard.NoteRight(Address);
        Fail(SignInGuard.Free - 1);

        Assert.Null(_guard.FindWait(Address));
    }

    private void Fail(int times)
    {
        foreach (var _ in Enumerable.Range(0, times))
        {
            _guard.NoteWrong(Address);
        }
    }
}
