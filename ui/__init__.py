"""What a person sees: pages, dialogs and widgets of the program."""
