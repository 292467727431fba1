"""The command ``backissue``, which is ``python -m backissue`` too. Ctrl-C while it is loaded ends it without a word."""

from backissue import ctrl_c


def main() -> None:
    """Load the command line and do what it says."""
    ctrl_c.leave_at_once()
    from backissue.cli import main as command

    ctrl_c.interrupt()
    command()


if __name__ == "__main__":
    main()
