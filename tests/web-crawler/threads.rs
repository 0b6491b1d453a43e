//! The hidden tests of Web Crawler Multithreaded with OS threads: the simplest cases sort first,
//! the clock comes last. `grader` compiles them together with one learner's file.

use std::time::Duration;

use harness::threads::{Run, check};
use rstest::rstest;

use site::{Rows, Site, Stay};
use web::Web;

#[path = "crawls.rs"]
mod crawls;
#[path = "site.rs"]
mod site;
#[path = "web_threads.rs"]
mod web;

/// What a fetch takes where the time counts.
const FETCH: Duration = Duration::from_millis(15);
const HOUR: Duration = Duration::from_secs(3600);

#[rstest]
#[case::without_links(site::WITHOUT_LINKS)]
#[case::that_links_to_itself(site::LINKS_TO_ITSELF)]
fn a_single_page(#[case] rows: Rows) {
    check(move |run: &Run| Web::new(run, Site::new(rows)).crawl("crawl 1", ""));
}

#[rstest]
#[case::in_a_chain("", site::CHAIN)]
#[case::in_a_cycle("/back", site::CYCLE)]
#[case::in_a_diamond("", site::DIAMOND)]
#[case::in_a_star("", site::STAR)]
#[case::that_all_link_to_each_other("/b", site::ALL_TO_ALL)]
#[case::that_are_linked_several_times("", site::LINKS_TWICE)]
#[case::that_do_not_exist("", site::MISSING)]
#[case::and_none_that_nobody_links_to("", site::NOT_REACHED)]
fn all_pages_are_fetched_once(#[case] start: &'static str, #[case] rows: Rows) {
    check(move |run: &Run| Web::new(run, Site::new(rows)).crawl("crawl 1", start));
}

#[rstest]
#[case::with_another_name("", site::OTHER_HOST)]
#[case::with_a_longer_name("", site::LONGER_HOST)]
#[case::that_begins_like_ours("http://a.com.evil", site::LONGER_HOST)]
#[case::with_a_name_like_ours("", site::ALIKE)]
#[case::that_links_to_ours("", site::BY_WAY_OF_ANOTHER)]
fn another_host_is_left_alone(#[case] start: &'static str, #[case] rows: Rows) {
    check(move |run: &Run| Web::new(run, Site::new(rows)).crawl("crawl 1", start));
}

#[rstest]
fn any_site_is_crawled(#[values(4, 8)] pages: usize) {
    check(move |run: &Run| {
        let site = Site::random(pages, |below| run.pick(below));
        Web::new(run, site).crawl("crawl 1", "");
    });
}

#[rstest]
fn crawls_come_one_after_the_other() {
    check(|run: &Run| {
        let web = Web::new(run, Site::new(site::TWO_HOSTS));
        web.crawl("crawl 1", "");
        web.crawl("crawl 2", "http://b.com");
        web.crawl("crawl 3", "");
    });
}

#[rstest]
#[case::of_one_site("")]
#[case::of_two_sites("http://b.com")]
fn crawls_come_together(#[case] other: &'static str) {
    check(move |run: &Run| {
        let web = Web::new(run, Site::new(site::TWO_HOSTS));
        web.call("crawl 1", "");
        web.call("crawl 2", other);
        run.join();
    });
}

#[rstest]
fn crawls_do_not_wait_for_each_other() {
    check(|run: &Run| {
        let meets = Stay::Meets("two crawls fetch at the same time", 2);
        let site = Site::new(site::TWO_HOSTS).with("", meets).with("http://b.com", meets);
        let web = Web::new(run, site);
        web.call("crawl 1", "");
        web.call("crawl 2", "http://b.com");
        run.join();
    });
}

#[rstest]
fn crawls_of_one_caller_come_one_after_the_other() {
    check(|run: &Run| {
        let web = Web::new(run, Site::new(site::TWO_HOSTS));
        web.call_each(vec!["crawl 1", "crawl 2"], "");
        run.join();
    });
}

/// What one crawl has under way does not count for the other.
#[rstest]
fn crawls_do_not_wait_for_slow_pages_of_others() {
    check(|run: &Run| {
        let site = Site::new(site::MANY_AND_A_NEIGHBOUR).with_each(Stay::For(FETCH));
        let held = (1..=12).map(|page| format!("/{page}"));
        let web = Web::new(run, held.fold(site, |site, page| site.with(&page, Stay::Held)));
        web.call("crawl 1", "");
        run.pause(HOUR);
        let other = web.call("crawl 2", "http://b.com");
        run.pause(HOUR);
        if run.is_virtual() {
            let what = "a crawl ends while all that another one has under way is slow";
            run.possible(what, other.is_done());
        }
        web.open();
        run.join();
    });
}

#[rstest]
#[case::two(2, "two pages are fetched at the same time")]
#[case::four(4, "four pages are fetched at the same time")]
fn fetches_go_on_side_by_side(#[case] pages: usize, #[case] what: &'static str) {
    check(move |run: &Run| {
        let meet = Site::star(pages).with_each(Stay::Meets(what, pages));
        Web::new(run, meet.with("", Stay::AWhile)).crawl("crawl 1", "");
    });
}

/// Rounds, each of which ends with its slowest page, are not enough.
#[rstest]
fn fetches_of_new_pages_do_not_wait_for_a_slow_one() {
    check(|run: &Run| {
        let meets = Stay::Meets("a page that was found later is fetched beside a slow one", 2);
        let site = Site::new(site::UNEVEN).with("/slow", meets).with("/end", meets);
        Web::new(run, site).crawl("crawl 1", "");
    });
}

#[rstest]
fn many_links_are_on_a_page() {
    check(|run: &Run| Web::new(run, Site::star(70)).crawl("crawl 1", ""));
}

#[rstest]
#[case::that_comes_first("", &[])]
#[case::beside_others("/slow", &["", "/quick", "/deep", "/end"])]
fn nobody_is_awake_while_a_page_is_slow(
    #[case] slow: &'static str,
    #[case] others: &'static [&'static str],
) {
    check(move |run: &Run| {
        let site = Site::new(site::UNEVEN).with_each(Stay::For(FETCH)).with(slow, Stay::Held);
        let web = Web::new(run, site);
        let call = web.call("crawl 1", "");
        run.idle();
        run.claim(!call.is_done(), || "the crawl returned when a fetch was under way".to_owned());
        web.has_fetched(others, slow);
        web.open();
        run.join();
    });
}

#[rstest]
fn time_of_a_chain() {
    check(|run: &Run| {
        let site = Site::chain(10).with_each(Stay::For(FETCH));
        Web::new(run, site).crawl("crawl 1", "");
        run.takes(10 * FETCH);
    });
}

/// With three fetches at once it takes 6 rounds, with four 5, with fifteen 2.
#[rstest]
fn time_of_a_star() {
    check(|run: &Run| {
        Web::new(run, Site::star(15).with_each(Stay::For(FETCH))).crawl("crawl 1", "");
        run.takes_at_most(16 * FETCH / 3);
    });
}

/// With three fetches at once it takes 8 rounds, with four 6, with sixteen 3.
#[rstest]
fn time_of_a_tree() {
    check(|run: &Run| {
        Web::new(run, Site::tree().with_each(Stay::For(FETCH))).crawl("crawl 1", "");
        run.takes_at_most(21 * FETCH / 3);
    });
}

/// The slowest way through the site takes 10 fetches; one round after the other takes 12.
#[rstest]
fn time_of_an_uneven_site() {
    check(|run: &Run| {
        let site = Site::new(site::UNEVEN).with_each(Stay::For(FETCH));
        Web::new(run, site.with("/slow", Stay::For(9 * FETCH))).crawl("crawl 1", "");
        run.takes_at_most(10 * FETCH);
    });
}
