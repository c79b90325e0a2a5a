"""Projects: the passage in, `Project` mentions out, each with its name, holder, place, cost, year and state.

Patterns find them first (`finder`), then weights learned from annotated documents take out what hardly is one (`weighing.reviewed`),
find those that no pattern does (`weighing.weighed`), give them their likeliest costs (`costs.priced`) and keep of each the mention
that says most of it (`best_mention`).

    package     module       rule             finds
    prose       in_turn      project.prose    a list of works, then what each costs, in turn
    lists       subject      project.label    what 'Tên dự án:' labels, else
                             project.subject  the one work or scheme that the document is about
                listed       project.listed   items of lists (`items`, over the lines of `lines`)
    prose       before_cost  project.prose    a work right before its cost
                called       project.item     what 'Dự án', 'Mô hình' and the like open, with cost or holder and place
    lists       headings     project.headed   the heading of a numbered part that states its cost
    prose       series       project.listed   works in a row in a sentence
                named        project.named    works named in passing behind 'dự án', 'công trình'
                progress     project.named    works whose progress a sentence states
                behind_sums  project.prose    works right behind the sum given for them, or their price
                done         project.done     works as objects of what is done to them
                counted      project.named    works that are counted, then named in brackets
                pointers     project.named    works to which 'công trình này' points back with their cost
                cost_behind  project.prose    works whose cost stands far behind in the sentence
    tables      rows         project.row      rows of tables (`columns` reads their headings)

`finder` joins what these find, none sharing a letter with another: down to `headings` before tables, tables before the others,
of these a mention with a cost before one without. `names` tells where a name begins and ends, `costs` which sum a project costs, and
`retold` leaves one mention of each project.
"""
