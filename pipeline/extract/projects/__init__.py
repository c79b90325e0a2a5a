"""Projects: the passage in, `Project` mentions out, each with its name, holder, place, cost, year and state.

Patterns find them first (`finder`), then weights learned from annotated documents take out what hardly is one (`reviewed`), find
those that no pattern does (`weighed`), give them their likeliest costs (`priced`) and keep of each the mention that says most
of it (`best_mention`).

`finder` joins what patterns find, none sharing a letter with another: the first five before tables, tables before the others,
of these a mention with a cost before one without.

    module          rule             finds
    in_turn         project.prose    a list of works, then what each costs, in turn
    subject         project.label    what 'Tên dự án:' labels, else
                    project.subject  the one work or scheme that the document is about
    listed          project.listed   items of lists (`lists`, over the lines of `lines`)
    prose           project.prose    a work right before its cost
    called          project.item     what 'Dự án', 'Mô hình' and the like open, with cost or holder and place
    headings        project.headed   the heading of a numbered part that states its cost
    series          project.listed   works in a row in a sentence
    named           project.named    works named in passing behind 'dự án', 'công trình'
    progress        project.named    works whose progress a sentence states
    behind_sums     project.prose    works right behind the sum given for them, or their price
    done            project.done     works as objects of what is done to them
    counted         project.named    works that are counted, then named in brackets
    pointers        project.named    works to which 'công trình này' points back with their cost
    cost_behind     project.prose    works whose cost stands far behind in the sentence
    tables          project.row      rows of tables (`columns` reads their headings)

`ends` cuts what runs on behind a name, `costs_apart` finds costs that stand apart from names, and `retold` leaves one mention of each project.
"""
